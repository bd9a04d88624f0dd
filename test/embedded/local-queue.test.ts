import { describe, expect, it, onTestFinished } from 'vitest'
import { openQueue } from '../../src/adapters/sqs/queue.ts'
import { createQueue, sendAll } from '../../src/adapters/sqs/send.ts'
import { openQueueService, type QueueTarget } from '../../src/adapters/sqs/service.ts'
import { startLocalQueue, type LocalQueue } from '../../src/embedded/local-queue.ts'
import { createTestFolder } from '../support/folders.ts'
import { answers, otherOwnAddresses } from '../support/own-addresses.ts'
import { queueTarget } from '../support/test-queue.ts'

const accessKeyId = 'AK0123456789'

const start = async (folder: string): Promise<LocalQueue> => {
  const queue = await startLocalQueue({ folder, accessKeyId })
  onTestFinished(() => queue.close())
  return queue
}

const targetAt = (endpoint: string, key = accessKeyId): QueueTarget => ({
  ...queueTarget('login-queue', endpoint),
  address: { endpoint, region: 'us-east-1', credentials: { accessKeyId: key, secretAccessKey: key } },
})

describe('the built-in queue', () => {
  it('keeps its messages, including those in flight, over a restart', async () => {
    const folder = await createTestFolder()
    const first = await startLocalQueue({ folder, accessKeyId })
    await createQueue(targetAt(first.endpoint))
    const service = await openQueueService(targetAt(first.endpoint))
    const bodies = ['a', 'b', 'c'].map((body) => ({ body, originId: null }))
    await sendAll(service, bodies)
    const port = await openQueue(service)
    const [taken, ...rest] = await port.receive({ max: 1, waitSeconds: 0 })
    expect([taken?.body, rest]).toEqual([expect.any(String), []])
    service.close()
    await first.close()

    const second = await start(folder)
    const again = await openQueueService(targetAt(second.endpoint))
    const { visible, inFlight } = await (await openQueue(again)).depth()
    expect(visible + inFlight).toBe(3)
    again.close()
  })

  it('refuses a client without the access key, and reveals nothing', async () => {
    const queue = await start(await createTestFolder())
    await createQueue(targetAt(queue.endpoint))
    for (const key of ['test', '', 'AK012345678', `${accessKeyId}9`, '*'])
      await expect(openQueueService(targetAt(queue.endpoint, key))).rejects.toMatchObject({
        kind: 'permanent',
        failure: { code: 'queue-refused' },
      })
    for (const path of [
      '/',
      '/_fauxqs/queues',
      '/_fauxqs/queues/login-queue',
      '/000000000000/login-queue',
      '/health',
    ]) {
      const response = await fetch(queue.endpoint + path)
      expect([path, response.status]).toEqual([path, 403])
      expect(await response.text()).not.toContain('login-queue')
    }
    const action = await fetch(`${queue.endpoint}/?Action=ListQueues`, {
      method: 'POST',
      headers: { 'X-Amz-Target': 'AmazonSQS.ListQueues', 'Content-Type': 'application/x-amz-json-1.0' },
      body: '{}',
    })
    expect(action.status).toBe(403)
  })

  it('listens on 127.0.0.1 and on no other address of the machine', async () => {
    const { endpoint } = await start(await createTestFolder())
    const url = new URL(endpoint)
    expect(url.hostname).toBe('127.0.0.1')
    expect(await answers('127.0.0.1', Number(url.port))).toBe(true)
    for (const address of otherOwnAddresses())
      expect([address, await answers(address, Number(url.port))]).toEqual([address, false])
  })
})
