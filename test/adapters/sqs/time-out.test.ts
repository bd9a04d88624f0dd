import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { openQueueService } from '../../../src/adapters/sqs/service.ts'
import { longTest } from '../../support/long-test.ts'
import { queueTarget } from '../../support/test-queue.ts'

/** It waits for the real time-out of 10 s, twice. */
longTest(
  'a queue service that takes the call and never answers is given up, as one that may come back',
  { timeout: 60_000 },
  async () => {
    const server = createServer(() => undefined)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await expect(openQueueService(queueTarget('login-queue', endpoint))).rejects.toMatchObject({
      kind: 'transient',
      failure: { code: 'queue-unreachable', details: { endpoint } },
    })
    server.closeAllConnections()
    server.close()
  },
)
