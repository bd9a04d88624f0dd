import { startFauxqs } from 'fauxqs'
import { sampleBodies } from '../../src/app/sample.ts'
import type { Slowness } from '../double/script.ts'
import { startSqsDouble } from '../double/sqs-double.ts'

/**
 * A benchmark's queue, in its own process and in memory. It fills on request, inside the process, so that no time
 * goes into sending. Its argument sets its distance, and whether it is slow.
 */
export interface QueueManner {
  /** How far away the queue is, in milliseconds. */
  readonly latencyMs: number
  readonly slowness: Slowness | null
}

export type QueueRequest =
  | { readonly type: 'fill'; readonly count: number; readonly malformed: number; readonly seed: number }
  /** As many as there is room for, and more as they are taken: an emulator with a million messages in it slows down. */
  | {
      readonly type: 'keep-full'
      readonly count: number
      readonly malformed: number
      readonly seed: number
      readonly most: number
    }
  /** One message after another at an even pace, in place of all at once. */
  | { readonly type: 'trickle'; readonly perSecond: number; readonly seconds: number }
  /** How many receive calls have come so far, if known. */
  | { readonly type: 'receives' }
  /** How many calls of each action have come so far, if known. */
  | { readonly type: 'calls' }
  /** How long it took from the first receive to the last delete since the queue was filled; known only for a double. */
  | { readonly type: 'drained' }

interface BenchQueue {
  readonly endpoint: string
  readonly queue: string
  readonly fill: (bodies: Iterable<string>) => void
  readonly send: (body: string) => void
  readonly receives: () => number
  readonly calls: () => Readonly<Record<string, number>>
  readonly drainedMs: () => number
  /** How many messages wait to be received. */
  readonly waiting: () => number
}

const startNear = async (): Promise<BenchQueue> => {
  const queue = 'login-queue'
  const server = await startFauxqs({ port: 0, logger: false })
  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    queue,
    fill: (bodies) => {
      server.purgeAll()
      server.createQueue(queue, { attributes: { VisibilityTimeout: '300' } })
      for (const body of bodies) server.sendMessage(queue, body)
    },
    send: (body) => server.sendMessage(queue, body),
    receives: () => 0,
    calls: () => ({}),
    drainedMs: () => NaN,
    waiting: () => server.inspectQueue(queue)?.messages.ready.length ?? 0,
  }
}

const startDistant = async (latencyMs: number, slowness: Slowness | null): Promise<BenchQueue> => {
  const double = await startSqsDouble({ speaks: 'json', rules: { visibilitySeconds: 300 } })
  Object.assign(double.script, { latencyMs, slowness })
  let filledAt = 0
  const drainedMs = (): number => {
    const since = double.requests.filter(({ at }) => at >= filledAt)
    const first = since.find(({ action }) => action === 'ReceiveMessage')
    return (double.deletes.lastAt ?? NaN) - (first?.at ?? NaN)
  }
  return {
    drainedMs,
    endpoint: double.endpoint,
    queue: double.queueName,
    fill: (bodies) => {
      filledAt = performance.now()
      for (const body of bodies) double.queue.send(body)
    },
    send: (body) => double.queue.send(body),
    receives: () => double.requests.filter((request) => request.action === 'ReceiveMessage').length,
    calls: () => {
      const counts: Record<string, number> = {}
      for (const { action } of double.requests) counts[action] = (counts[action] ?? 0) + 1
      return counts
    },
    waiting: () => double.queue.depth().visible,
  }
}

const { latencyMs, slowness } = JSON.parse(process.argv[2] ?? '') as QueueManner
const queue = await (latencyMs > 0 || slowness !== null ? startDistant(latencyMs, slowness) : startNear())
queue.fill([])
process.send?.({ endpoint: queue.endpoint, queue: queue.queue })

const trickle = async (perSecond: number, seconds: number): Promise<void> => {
  const start = performance.now()
  let sent = 0
  for (const body of sampleBodies({ count: perSecond * seconds, malformed: 0, seed: 11 })) {
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(0, start + (sent * 1000) / perSecond - performance.now())),
    )
    queue.send(body)
    sent += 1
  }
}

/** Resolves once the queue is full for the first time; continues while there are messages left. */
const keepFull = (bodies: Iterator<string>, most: number): void => {
  const topUp = (): void => {
    for (let room = most - queue.waiting(); room > 0; room -= 1) {
      const next = bodies.next()
      if (next.done === true) return clearInterval(timer)
      queue.send(next.value)
    }
  }
  const timer = setInterval(topUp, 100)
  queue.fill([])
  topUp()
}

process.on('message', (request: QueueRequest) => {
  void (async () => {
    if (request.type === 'fill') queue.fill(sampleBodies(request))
    if (request.type === 'keep-full') keepFull(sampleBodies(request)[Symbol.iterator](), request.most)
    if (request.type === 'trickle') await trickle(request.perSecond, request.seconds)
    process.send?.({
      receives: queue.receives(),
      calls: request.type === 'calls' ? queue.calls() : {},
      drainedMs: request.type === 'drained' ? queue.drainedMs() : 0,
    })
  })()
})
process.on('disconnect', () => process.exit(0))
