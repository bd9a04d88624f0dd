import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openQueue } from '../../src/adapters/sqs/queue.ts'
import { createQueue, sendAll } from '../../src/adapters/sqs/send.ts'
import { openQueueService } from '../../src/adapters/sqs/service.ts'
import { startLocalQueue } from '../../src/embedded/local-queue.ts'
import { createTestFolder } from '../support/folders.ts'
import { queueTarget } from '../support/test-queue.ts'

const accessKeyId = 'AK0123456789'
const count = 30

/** Short ones, long ones that take their own pages, and some as long as a page. */
const bodies = Array.from({ length: count }, (_, index) => ({
  body: `{"user_id":"canary-${String(index).padStart(2, '0')}","pad":"${'x'.repeat([5, 900, 4_070, 60_000][index % 4] ?? 0)}"}`,
  originId: `canary-origin-${index}`,
}))

/** Which of the bodies are in any file of the folder. */
const foundIn = (folder: string): readonly string[] => {
  const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
  return bodies
    .map(({ body }) => body.slice(0, 28))
    .filter((text) => bytes.some((file) => file.includes(text)))
}

const open = async (folder: string) => {
  const queue = await startLocalQueue({ folder, accessKeyId })
  const target = {
    ...queueTarget('login-queue', queue.endpoint),
    address: {
      endpoint: queue.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId, secretAccessKey: accessKeyId },
    },
  }
  await createQueue(target)
  const service = await openQueueService(target)
  let isOpen = true
  const close = async () => {
    if (!isOpen) return
    isOpen = false
    service.close()
    await queue.close()
  }
  onTestFinished(close)
  return { service, port: await openQueue(service), close }
}

const drain = async (port: Awaited<ReturnType<typeof openQueue>>): Promise<number> => {
  let drained = 0
  for (;;) {
    const messages = await port.receive({ max: 10, waitSeconds: 0 })
    if (messages.length === 0) return drained
    await port.remove(messages)
    drained += messages.length
  }
}

describe('what was drained from the built-in queue (B39)', () => {
  it('is in none of its files shortly afterwards, and not after it was stopped', async () => {
    const folder = await createTestFolder()
    const { service, port, close } = await open(folder)
    await sendAll(service, bodies)
    expect(foundIn(folder)).toHaveLength(count)
    expect(await drain(port)).toBe(count)
    await expect.poll(() => foundIn(folder), { timeout: 5_000 }).toEqual([])
    await close()
    expect(foundIn(folder)).toEqual([])
  })

  it('is in none of its files when it is stopped at once', async () => {
    const folder = await createTestFolder()
    const { service, port, close } = await open(folder)
    await sendAll(service, bodies)
    expect(await drain(port)).toBe(count)
    await close()
    expect(foundIn(folder)).toEqual([])
  })

  it('is gone from its files while other messages stay', async () => {
    const folder = await createTestFolder()
    const { service, port } = await open(folder)
    await sendAll(service, bodies)
    const taken = await port.receive({ max: 10, waitSeconds: 0 })
    await port.remove(taken)
    await expect.poll(() => foundIn(folder).length, { timeout: 5_000 }).toBe(count - taken.length)
  })

  it('by an earlier version is gone after the first start of this one', async () => {
    const folder = await createTestFolder()
    const first = await open(folder)
    await sendAll(first.service, bodies)
    await first.close()
    // As an earlier version deleted: the pages are freed, but their content stays.
    const db = new DatabaseSync(join(folder, 'fauxqs.db'))
    db.exec('pragma secure_delete = off; pragma application_id = 0; delete from sqs_messages')
    db.close()
    expect(foundIn(folder).length).toBeGreaterThan(0)
    const second = await open(folder)
    expect(foundIn(folder)).toEqual([])
    await second.close()
  })
})
