import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openQueue } from '../../src/adapters/sqs/queue.ts'
import { createQueue, sendAll } from '../../src/adapters/sqs/send.ts'
import { openQueueService, type QueueService, type QueueTarget } from '../../src/adapters/sqs/service.ts'
import { startLocalQueue, type LocalQueue } from '../../src/embedded/local-queue.ts'
import { createTestFolder, makeFolder } from '../support/folders.ts'
import { loginBody } from '../support/logins.ts'
import { connectTestMonitor, createMonitorBench } from '../support/monitors.ts'
import { testSettings } from '../support/settings.ts'
import { queueTarget } from '../support/test-queue.ts'

const targetAt = (endpoint: string, key: string): QueueTarget => ({
  ...queueTarget('login-queue', endpoint),
  address: { endpoint, region: 'us-east-1', credentials: { accessKeyId: key, secretAccessKey: key } },
})

const character = (point: number): string => String.fromCodePoint(point)

/** The ends of each range that SQS accepts, and some between them (SQS API reference, `SendMessage`). */
const taken = [
  0x9, 0xa, 0xd, 0x20, 0x7f, 0x85, 0x202e, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0x10000, 0x1f9a6, 0x10ffff,
]
const refused = [0x0, 0x1, 0x8, 0xb, 0xc, 0xe, 0x1f, 0xfffe, 0xffff]

describe('the built-in queue', () => {
  let folder: string
  let server: LocalQueue
  let service: QueueService
  beforeAll(async () => {
    folder = await makeFolder()
    server = await startLocalQueue({ folder, accessKeyId: 'AK0123456789' })
    const target = targetAt(server.endpoint, 'AK0123456789')
    await createQueue(target)
    service = await openQueueService(target)
  })
  afterAll(async () => {
    service.close()
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('accepts every character that SQS accepts, and returns it as it is', async () => {
    const queue = await openQueue(service)
    for (const point of taken) {
      const body = `{"a":"${character(point)}"}`
      await sendAll(service, [{ body, originId: null }])
      const [delivery] = await queue.receive({ max: 1, waitSeconds: 1 })
      if (delivery === undefined) throw new Error(`U+${point.toString(16)} did not arrive`)
      expect([point, delivery.body, delivery.isIntact]).toEqual([point, body, true])
      await queue.remove([delivery])
    }
  })

  it.each(refused)('refuses what SQS refuses: character %i', async (point) => {
    await expect(sendAll(service, [{ body: character(point), originId: null }])).rejects.toMatchObject({
      failure: { details: { code: 'InvalidMessageContents' } },
    })
  })

  it('carries an emoji from the sender to the row', { timeout: 60_000 }, async () => {
    const { database } = await createMonitorBench()
    const data = await createTestFolder()
    const { client } = await connectTestMonitor(testSettings(data, { databaseUrl: database.url }))
    const { connection } = client.current()
    if (connection.state !== 'connected') throw new Error('Not connected')
    const secret = await readFile(join(data, 'keys', 'queue.secret'), 'utf8')
    const key = secret.trim().replace(/[^A-Za-z0-9]/g, '')
    const own = await openQueueService(targetAt(connection.source.queue.endpoint, key))
    await sendAll(own, [{ body: loginBody({ user_id: '🦦 \u{10ffff}' }), originId: null }])
    own.close()
    expect((await client.run()).counts).toMatchObject({ loaded: 100, rejected: 1 })
    const filters = [{ column: 'user_id', how: 'is', text: '🦦 \u{10ffff}' } as const]
    expect((await client.ask('listRows', { filters })).rows).toHaveLength(1)
  })
})
