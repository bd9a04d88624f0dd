import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { createQueue, sendAll } from '../../src/adapters/sqs/send.ts'
import { openQueueService } from '../../src/adapters/sqs/service.ts'
import { startLocalPostgres } from '../../src/embedded/local-postgres.ts'
import { startLocalQueue } from '../../src/embedded/local-queue.ts'
import { orderBodies } from '../support/order-events.ts'
import type { Folders } from './folders.ts'
import { launchApp } from './launch.ts'
import type { RunningApp } from './running-app.ts'

/** The app beside queues and a database that it has never seen. */
export interface OrderWorld {
  readonly app: RunningApp
  readonly page: Page
  readonly folders: Folders
  /** Of the queue service, which needs no credentials. */
  readonly endpoint: string
  readonly databaseUrl: string
  readonly close: () => Promise<void>
}

/** The access key that signs for a connection without credentials. */
const accessKeyId = 'test'

/**
 * @param queues each gets 56 made-up orders, and four without their currency
 * @param folders of the app, which are removed in the end
 */
export const openOrderWorld = async (queues: readonly string[], folders: Folders): Promise<OrderWorld> => {
  const [postgres, service] = await Promise.all([
    startLocalPostgres(join(folders.profile, 'postgres'), 'for-tests-only', 'tcp'),
    startLocalQueue({ folder: join(folders.profile, 'queue'), accessKeyId }),
  ])
  for (const queue of queues) await fill(service.endpoint, queue)
  const app = await launchApp(folders)
  const url = new URL(postgres.url)
  url.search = ''
  return {
    ...{ app, folders, page: app.page, endpoint: service.endpoint, databaseUrl: url.href },
    close: async () => {
      await app.end()
      await Promise.all([service.close(), postgres.close()])
      await folders.remove()
    },
  }
}

const fill = async (endpoint: string, name: string): Promise<void> => {
  const target = {
    address: { endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey: 'test' } },
    queue: { name, url: null, endpoint: null, region: null },
    names: { queue: name, endpoint },
    protocol: 'json' as const,
  }
  await createQueue(target)
  const service = await openQueueService(target)
  await sendAll(
    service,
    orderBodies(56, 4).map((body) => ({ body, originId: null })),
  )
  service.close()
}
