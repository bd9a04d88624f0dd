import { inject, onTestFinished } from 'vitest'
import type { Settings } from '../../src/app/config.ts'
import { createMonitor, type Monitor } from '../../src/app/monitor.ts'
import { queueThread } from './built.ts'
import { followClient, type FollowedClient } from './follow-client.ts'
import { createTestFolder } from './folders.ts'
import { testSettings } from './settings.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'
import { createTestQueue, type TestQueue } from './test-queue.ts'

/** A queue, a database and the settings that name them, for one test. */
export interface MonitorBench {
  readonly queue: TestQueue
  readonly database: TestDatabase
  readonly settings: Settings
}

export const createMonitorBench = async (): Promise<MonitorBench> => {
  const [queue, database] = await Promise.all([createTestQueue(), createTestDatabase()])
  onTestFinished(async () => {
    queue.close()
    await database.drop()
  })
  const settings = testSettings(await createTestFolder(), {
    queueName: queue.name,
    endpoint: inject('queueEndpoint'),
    databaseUrl: database.url,
  })
  return { queue, database, settings }
}

/** A monitor that is closed at the end of the test. */
export const openTestMonitor = (
  settings: Settings,
): { readonly monitor: Monitor; readonly client: FollowedClient } => {
  const monitor = createMonitor(settings, queueThread)
  onTestFinished(() => monitor.close())
  return { monitor, client: followClient(monitor) }
}

/** A monitor that is connected. */
export const connectTestMonitor = async (settings: Settings) => {
  const opened = openTestMonitor(settings)
  const { connection } = await opened.client.until((snapshot) => snapshot.connection.state !== 'connecting')
  if (connection.state === 'failed') throw new Error(JSON.stringify(connection.failure))
  return opened
}
