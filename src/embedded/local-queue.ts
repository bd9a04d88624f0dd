import { buildApp } from 'fauxqs'
import { mkdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { createQueueActions } from './queue-actions.ts'
import { mendCharacters, type CharacterRule } from './queue-characters.ts'
import { groupWrites, mendRelease, type Persistence } from './queue-disk.ts'
import { eraseDeleted } from './queue-erasure.ts'
import { QueueRefusal, type KeptQueue, type QueueStore } from './queue-store.ts'

/** A queue service on this machine that speaks the protocol of SQS and keeps its messages on disk. */
export interface LocalQueue {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string
  readonly close: () => Promise<void>
}

export interface LocalQueueOptions {
  readonly folder: string
  /** Requests signed for any other access key are refused. */
  readonly accessKeyId: string
  /** By default any free one. */
  readonly port?: number
}

/** Internals of fauxqs, wired up here because its own start function listens on every interface. */
interface Internals {
  readonly INVALID_MESSAGE_BODY_CHAR: CharacterRule
  readonly PersistenceManager: new (folder: string) => Persistence
  readonly SqsQueue: { readonly prototype: Pick<KeptQueue, 'dequeue'> }
  readonly SqsStore: new () => SqsStore
  readonly SnsStore: new () => object
  readonly S3Store: new () => object
}

/** The part of Fastify's server that is needed: fauxqs' declarations do not include its types. */
interface App {
  addHook(name: 'onRequest', hook: (request: AppRequest, reply: AppReply) => Promise<void>): unknown
  addHook(name: 'preHandler', hook: (request: AppRequest, reply: AppReply) => Promise<void>): unknown
  addHook(
    name: 'preSerialization',
    hook: (request: AppRequest, reply: AppReply, payload: unknown) => Promise<unknown>,
  ): unknown
  addHook(name: 'onSend', hook: () => Promise<void>): unknown
  addHook(name: 'onClose', hook: () => Promise<void>): unknown
  listen(address: { readonly port: number; readonly host: string }): Promise<string>
  close(): Promise<void>
}

interface AppRequest {
  readonly headers: { readonly authorization?: string; readonly 'x-amz-target'?: string }
  readonly body?: unknown
}

interface AppReply {
  status(code: number): AppReply
  header(name: string, value: string): AppReply
  send(body: unknown): Promise<void>
}

interface SqsStore extends QueueStore {
  persistence: Persistence | undefined
  allQueues(): Iterable<KeptQueue>
}

export const startLocalQueue = async ({
  folder,
  accessKeyId,
  port = 0,
}: LocalQueueOptions): Promise<LocalQueue> => {
  const { INVALID_MESSAGE_BODY_CHAR, PersistenceManager, SqsQueue, SqsStore, SnsStore, S3Store } =
    await loadInternals()
  mendCharacters(INVALID_MESSAGE_BODY_CHAR)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const persistence = new PersistenceManager(folder)
  mendRelease(persistence)
  const { written } = groupWrites(persistence)
  eraseDeleted(persistence)
  const sqsStore = new SqsStore()
  const snsStore = new SnsStore()
  persistence.loadSqsAndSns(sqsStore, snsStore)
  sqsStore.persistence = persistence
  for (const queue of sqsStore.allQueues()) queue.persistence = persistence
  const actions = createQueueActions(sqsStore, SqsQueue, persistence)

  type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>
  const stores = { sqsStore, snsStore, s3Store: new S3Store() } as unknown as Stores
  const app = buildApp({ logger: false, stores }) as unknown as App
  app.addHook('onRequest', async (request, reply) => {
    if (!isSignedFor(accessKeyId, request.headers.authorization)) {
      await reply
        .status(403)
        .send({ __type: 'com.amazonaws.sqs#InvalidClientTokenId', message: 'Unknown access key' })
    }
  })
  app.addHook('preHandler', async (request, reply) => {
    const answer = answerOf(() => actions.answer(request.headers['x-amz-target'], request.body))
    if (answer === undefined) return
    // As text: an object would look like one of the service's own answers.
    await reply
      .status(answer.status)
      .header('content-type', 'application/x-amz-json-1.0')
      .send(JSON.stringify(answer.body))
  })
  app.addHook('preSerialization', async (request, _reply, payload) => {
    actions.complete(request.headers['x-amz-target'], request.body, payload)
    return payload
  })
  app.addHook('onSend', written)
  app.addHook('onClose', () => {
    actions.close()
    return written().finally(() => persistence.close())
  })
  const endpoint = await app.listen({ port, host: '127.0.0.1' })
  return { endpoint, close: () => app.close() }
}

const answerOf = (
  act: () => object | undefined,
): { readonly status: number; readonly body: object } | undefined => {
  try {
    const body = act()
    return body && { status: 200, body }
  } catch (error) {
    if (!(error instanceof QueueRefusal)) throw error
    return { status: 400, body: { __type: `com.amazonaws.sqs#${error.code}`, message: error.message } }
  }
}

/** The access key is random and readable only by the user; it serves as a password, as the signature is not checked. */
const isSignedFor = (accessKeyId: string, header: string | undefined): boolean =>
  header !== undefined && header.startsWith(`AWS4-HMAC-SHA256 Credential=${accessKeyId}/`)

const loadInternals = async (): Promise<Internals> => {
  const entry = import.meta.resolve('fauxqs')
  const load = (path: string): Promise<unknown> =>
    import(/* @vite-ignore */ new URL(path, asFileUrl(entry)).href)
  const [types, persistence, sqs, sns, s3] = await Promise.all([
    load('./sqs/sqsTypes.js'),
    load('./persistence.js'),
    load('./sqs/sqsStore.js'),
    load('./sns/snsStore.js'),
    load('./s3/s3Store.js'),
  ])
  return Object.assign({}, types, persistence, sqs, sns, s3) as Internals
}

const asFileUrl = (entry: string): string => (entry.startsWith('file:') ? entry : pathToFileURL(entry).href)
