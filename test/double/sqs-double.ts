import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { perform, type Answer, type Call, type DeleteCounts } from './actions.ts'
import { readJsonCall, writeJsonAnswer } from './json-protocol.ts'
import { readQueryCall, writeQueryAnswer } from './query-protocol.ts'
import { createQueueState, type QueueRules, type QueueState } from './queue-state.ts'
import { createRandom } from './random.ts'
import { createScript, takeFailure, type Script } from './script.ts'

/** The protocols that the double speaks; to the other one it answers like a service that does not know it. */
export type Speech = 'json' | 'query' | 'both'

export interface DoubleOptions {
  readonly speaks?: Speech
  /** How a double that speaks only Query answers JSON: a page of XML, or a bare server error. */
  readonly misunderstandsBy?: 'xml' | 'server-error'
  readonly seed?: number
  readonly rules?: Partial<QueueRules>
}

export interface RecordedRequest {
  readonly action: string
  readonly protocol: 'json' | 'query'
  readonly entries: number
  /** What it was asked in numbers, such as `VisibilityTimeout`. */
  readonly numbers: Readonly<Record<string, number>>
  /** Monotonic, in milliseconds. */
  readonly at: number
}

/** A server on 127.0.0.1 that speaks SQS's protocols and can be told to misbehave as SQS may. */
export interface SqsDouble {
  readonly endpoint: string
  readonly port: number
  readonly queueName: string
  readonly queue: QueueState
  readonly deadLetters: QueueState
  readonly script: Script
  readonly requests: readonly RecordedRequest[]
  readonly deletes: Readonly<DeleteCounts>
  /** From now on there is no such queue. */
  readonly dropQueue: () => void
  readonly close: () => Promise<void>
}

/** In AWS's words, which name the action in lower case and a batch as its single call. */
const denial = (action: string): string =>
  `User: arn:aws:iam::000000000000:user/test is not authorized to perform: sqs:${action.replace(/Batch$/, '').toLowerCase()} on resource: arn:aws:sqs:us-east-1:000000000000:login-queue`

export const startSqsDouble = async (options: DoubleOptions = {}): Promise<SqsDouble> => {
  const speaks = options.speaks ?? 'both'
  const random = createRandom(options.seed ?? 1)
  const rules: QueueRules = { visibilitySeconds: 30, maxReceiveCount: null, ...options.rules }
  const script = createScript()
  const requests: RecordedRequest[] = []
  const deletes: DeleteCounts = { removed: 0, stale: 0, gone: 0, lastAt: null }
  const deadLetters = createQueueState({ ...rules, maxReceiveCount: null }, null, random)
  const queue = createQueueState(rules, deadLetters, random)
  const queueName = rules.isFifo === true ? 'login-queue.fifo' : 'login-queue'
  const known = new Map([
    [queueName, queue],
    ['dead-letters', deadLetters],
  ])
  const queues = {
    find: (name: string) => known.get(name) ?? null,
    create: (name: string) => known.get(name) ?? createQueueState(rules, null, random),
  }

  const answer = async (call: Call, open: () => boolean): Promise<Answer> => {
    const failure = takeFailure(script, call.action)
    if (failure !== null)
      return {
        kind: 'error',
        status: failure.status,
        code: failure.code,
        ...(failure.code === 'AccessDenied' ? { message: denial(call.action) } : {}),
      }
    const wait = (call.numbers.WaitTimeSeconds ?? 0) * 1000
    if (call.action === 'ReceiveMessage' && script.emptyReceives > 0) {
      script.emptyReceives -= 1
      await sleep(wait)
      return { kind: 'messages', messages: [] }
    }
    const until = performance.now() + wait
    for (;;) {
      const result = perform(call, queues, script, deletes)
      const waits = result.kind === 'messages' && result.messages.length === 0 && performance.now() < until
      if (!waits || !open()) return result
      await sleep(Math.max(0, Math.min(20, until - performance.now())))
    }
  }

  /** Calls wait for earlier ones and for their own work, but not for the messages of a poll. */
  let line: Promise<unknown> = Promise.resolve()
  const takeTurn = async (): Promise<void> => {
    if (script.slowness === null) return
    const { callMs, messageMs } = script.slowness
    line = line.then(() => sleep(callMs + messageMs * queue.ids().length))
    await line
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readAll(request)
    const target = request.headers['x-amz-target']
    const protocol = typeof target === 'string' ? 'json' : 'query'
    const call = typeof target === 'string' ? readJsonCall(target, body) : readQueryCall(body)
    requests.push({
      action: call.action,
      protocol,
      entries: call.entries.length,
      numbers: call.numbers,
      at: performance.now(),
    })
    if (script.swallows) return
    if (script.latencyMs > 0) await sleep(script.latencyMs)
    await takeTurn()
    if (speaks !== 'both' && speaks !== protocol)
      return misunderstand(response, protocol, options.misunderstandsBy)
    const result =
      script.checksClock && isSkewed(request)
        ? ({ kind: 'error', status: 403, code: 'InvalidSignatureException' } as const)
        : await answer(call, () => !response.destroyed)
    write(response, protocol, call.action, result)
  }

  const write = (response: ServerResponse, protocol: string, action: string, result: Answer): void => {
    const status = result.kind === 'error' ? result.status : 200
    if (result.kind === 'error' && result.code === null) {
      response.writeHead(status, { 'content-type': 'text/html' }).end('<html><body>Bad gateway</body></html>')
    } else if (protocol === 'json') {
      response
        .writeHead(status, { 'content-type': 'application/x-amz-json-1.0', ...queryErrorHeader(result) })
        .end(writeJsonAnswer(result, endpoint, script.rewrite))
    } else {
      response
        .writeHead(status, { 'content-type': 'text/xml' })
        .end(writeQueryAnswer(action, result, endpoint))
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  server.keepAliveTimeout = 30_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const endpoint = `http://127.0.0.1:${port}`

  return {
    endpoint,
    port,
    queueName,
    queue,
    deadLetters,
    script,
    requests,
    deletes,
    dropQueue: () => known.delete(queueName),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const readAll = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const queryErrorHeader = (answer: Answer): Record<string, string> =>
  answer.kind === 'error' ? { 'x-amzn-query-error': `${answer.code};Sender` } : {}

/** A header like 20260101T120000Z has the time of the signature. */
const isSkewed = (request: IncomingMessage): boolean => {
  const text = String(request.headers['x-amz-date'] ?? '')
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
  return Math.abs(Date.parse(iso) - Date.now()) > 5 * 60_000
}

const misunderstand = (
  response: ServerResponse,
  protocol: 'json' | 'query',
  how: DoubleOptions['misunderstandsBy'],
): void => {
  if (protocol === 'query') {
    response
      .writeHead(404, { 'content-type': 'application/x-amz-json-1.0' })
      .end('{"__type":"UnknownOperationException"}')
  } else if (how === 'server-error') {
    response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Internal Server Error</h1>')
  } else {
    response
      .writeHead(200, { 'content-type': 'text/xml' })
      .end('<?xml version="1.0"?><ErrorResponse><Error/></ErrorResponse>')
  }
}
