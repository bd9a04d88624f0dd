import { randomBytes } from 'node:crypto'
import { noCounts, type Counts, type Depth, type Phase } from '../../src/contract/events.ts'
import { addCounts } from '../../src/contract/rates.ts'
import { createReject } from '../../src/pipeline/reject.ts'
import { defaultLimits } from '../../src/pipeline/run-limits.ts'
import type { Run } from '../../src/pipeline/run.ts'
import { createSeal } from '../../src/pipeline/seal.ts'
import type { QueuePort, StorePort } from '../../src/pipeline/ports.ts'
import { prepareLogins } from './read-login.ts'

const reject = createReject(createSeal(randomBytes(32)))

/** What a run needs besides a queue and a store, and its messages. */
export const createTestRun = (queue: QueuePort, store: StorePort, overrides: Partial<Run> = {}) => {
  const phases: Phase[] = []
  const depths: Depth[] = []
  let counts: Counts = noCounts
  const run: Run = {
    runId: '6f1c2b1e-0000-4000-8000-000000000001',
    queueName: 'test',
    until: 'empty',
    maxMessages: null,
    maxMs: null,
    isPaused: () => false,
    queue,
    store,
    prepare: prepareLogins(randomBytes(32), reject),
    reject,
    maxRejectedShare: null,
    limits: { ...defaultLimits, lingerMs: 5 },
    onPhase: (phase) => phases.push(phase),
    onCounts: (settled) => {
      counts = addCounts(counts, settled)
    },
    onDepth: (depth) => depths.push(depth),
    onHeld: () => undefined,
    onBottleneck: () => undefined,
    ...overrides,
  }
  return { run, phases, depths, counts: () => counts }
}
