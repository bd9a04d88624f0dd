import { demandAddress } from '../../src/adapters/postgres/address.ts'
import { randomUUID } from 'node:crypto'
import { connect, type Connection } from '../../src/app/connection.ts'
import { decodeKey, type Settings } from '../../src/app/config.ts'
import { logins } from '../../src/contract/logins.ts'
import { noCounts, type Counts, type Phase, type RunUntil } from '../../src/contract/events.ts'
import { readQueueName } from '../../src/adapters/sqs/queue-name.ts'
import type { QueuePort, StorePort } from '../../src/pipeline/ports.ts'
import type { ReceivingEnd } from '../../src/pipeline/receiving.ts'
import { defaultLimits, type RunLimits } from '../../src/pipeline/run-limits.ts'
import { drain } from '../../src/pipeline/run.ts'
import { maskKey, sealKey } from './manifest.ts'
import type { WorkerTarget } from './worker-process.ts'

export interface EngineOptions {
  readonly protocol?: 'auto' | 'json' | 'query'
  readonly until?: RunUntil
  readonly maxMessages?: number
  /** In percent; by default the usual one, null for any. */
  readonly maxRejectedShare?: number | null
  readonly limits?: Partial<RunLimits>
  /** Puts something between the pipeline and the queue, or the database. */
  readonly wrapQueue?: (queue: QueuePort) => QueuePort
  readonly wrapStore?: (store: StorePort) => StorePort
  readonly onPhase?: (phase: Phase) => void
  readonly onCounts?: (counts: Counts) => void
}

export interface EngineEnd {
  /** Null if it failed. */
  readonly end: ReceivingEnd | null
  readonly error: unknown
  readonly runId: string
  readonly counts: Counts
  readonly phases: readonly Phase[]
}

/** The whole engine in this process, wired like the app: connects, runs once, closes. */
export const runEngine = async (
  target: WorkerTarget,
  options: EngineOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<EngineEnd> => {
  const connection = await connect(settingsFor(target, options), new URL('file:///none'))
  try {
    return await runOn(connection, options, signal)
  } finally {
    await connection.close()
  }
}

const runOn = async (
  connection: Connection,
  options: EngineOptions,
  signal: AbortSignal,
): Promise<EngineEnd> => {
  const runId = randomUUID()
  const phases: Phase[] = []
  let counts: Counts = noCounts
  const done = (end: ReceivingEnd | null, error: unknown): EngineEnd => ({
    end,
    error,
    runId,
    counts,
    phases,
  })
  try {
    const end = await drain(
      {
        runId,
        queueName: 'proof',
        until: options.until ?? 'empty',
        maxMessages: options.maxMessages ?? null,
        maxMs: null,
        isPaused: () => false,
        queue: options.wrapQueue?.(connection.queue) ?? connection.queue,
        store: options.wrapStore?.(connection.storage.store) ?? connection.storage.store,
        prepare: connection.prepareBy({ allowUnknownFields: false }),
        reject: connection.reject,
        maxRejectedShare: options.maxRejectedShare === undefined ? 50 : options.maxRejectedShare,
        limits: { ...defaultLimits, ...options.limits },
        onPhase: (phase) => {
          phases.push(phase)
          options.onPhase?.(phase)
        },
        onCounts: (more) => {
          counts = plus(counts, more)
          options.onCounts?.(counts)
        },
        onDepth: () => undefined,
        onHeld: () => undefined,
        onBottleneck: () => undefined,
      },
      signal,
    )
    return done(end, null)
  } catch (error) {
    return done(null, error)
  }
}

const plus = (a: Counts, b: Counts): Counts => ({
  received: a.received + b.received,
  loaded: a.loaded + b.loaded,
  duplicates: a.duplicates + b.duplicates,
  rejected: a.rejected + b.rejected,
  released: a.released + b.released,
})

const settingsFor = (target: WorkerTarget, options: EngineOptions): Settings => ({
  dataFolder: target.dataFolder,
  queue: {
    kind: 'remote',
    queue: readQueueName(target.queueName),
    endpoint: target.endpoint,
    region: 'us-east-1',
    hasCredentials: false,
    protocol: options.protocol ?? 'auto',
  },
  database: { kind: 'remote', address: demandAddress(target.databaseUrl) },
  keys: { mask: decodeKey(maskKey), seal: decodeKey(sealKey) },
  event: logins,
  mayAlterTable: false,
  allowUnknownFields: false,
  ledgerDays: 365,
})
