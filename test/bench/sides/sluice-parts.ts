import { demandAddress } from '../../../src/adapters/postgres/address.ts'
import { openQueue } from '../../../src/adapters/sqs/queue.ts'
import { openQueueService } from '../../../src/adapters/sqs/service.ts'
import type { Settings } from '../../../src/app/config.ts'
import { openStorage } from '../../../src/app/storage.ts'
import type { Counts, RunUntil } from '../../../src/contract/events.ts'
import { logins } from '../../../src/contract/logins.ts'
import { compileJudge } from '../../../src/pipeline/judge.ts'
import { createMask } from '../../../src/pipeline/mask.ts'
import { createPrepare } from '../../../src/pipeline/prepare.ts'
import { createReject } from '../../../src/pipeline/reject.ts'
import { defaultLimits } from '../../../src/pipeline/run-limits.ts'
import { drain } from '../../../src/pipeline/run.ts'
import type { SideOptions } from '../side.ts'

export const benchCredentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }

export const benchSettings = ({ endpoint, queue, databaseUrl }: SideOptions): Settings => ({
  dataFolder: '/nonexistent',
  queue: {
    kind: 'remote',
    queue: { name: queue, url: null, endpoint: null, region: null },
    endpoint,
    region: 'us-east-1',
    hasCredentials: false,
    protocol: 'json',
  },
  database: { kind: 'remote', address: demandAddress(databaseUrl) },
  keys: { mask: new Uint8Array(32).fill(1), seal: new Uint8Array(32).fill(2) },
  event: logins,
  mayAlterTable: false,
  allowUnknownFields: false,
  ledgerDays: 365,
})

export type StartRun = (
  until: RunUntil,
  maxMessages: number | null,
  onCounts: (counts: Counts) => void,
  signal: AbortSignal,
) => Promise<unknown>

/** The real pipeline on the real queue and database, as the engine puts it together. */
export const openSluice = async (options: SideOptions): Promise<StartRun> => {
  const { endpoint, queue: name, databaseUrl, receivers } = options
  const storage = await openStorage(
    { address: demandAddress(databaseUrl), embedded: false },
    benchSettings(options),
  )
  const service = await openQueueService({
    address: { endpoint, region: 'us-east-1', credentials: benchCredentials },
    queue: { name, url: null, endpoint: null, region: null },
    names: { queue: name, endpoint },
    protocol: 'json',
  })
  const queue = await openQueue(service)
  const reject = createReject(storage.seal)
  const prepare = createPrepare(compileJudge(logins, createMask(storage.keys.mask.bytes)), reject)
  return (until, maxMessages, onCounts, signal) =>
    drain(
      {
        runId: crypto.randomUUID(),
        queueName: name,
        until,
        maxMessages,
        maxMs: null,
        isPaused: () => false,
        queue,
        store: storage.store,
        prepare,
        reject,
        maxRejectedShare: null,
        limits: { ...defaultLimits, receivers: receivers ?? defaultLimits.receivers },
        onPhase: () => undefined,
        onDepth: () => undefined,
        onHeld: () => undefined,
        onBottleneck: () => undefined,
        onCounts,
      },
      signal,
    )
}
