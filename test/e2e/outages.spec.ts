import { expect, test, type Page } from '@playwright/test'
import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { createQueue, sendAll } from '../../src/adapters/sqs/send.ts'
import { openQueueService, type QueueTarget } from '../../src/adapters/sqs/service.ts'
import { startLocalQueue, type LocalQueue } from '../../src/embedded/local-queue.ts'
import { makeFolders, type Folders } from './folders.ts'
import { launchApp } from './launch.ts'
import { openView, runUntilEmpty } from './page-steps.ts'
import type { RunningApp } from './running-app.ts'

/*
 * The app on its own queue and its built-in PostgreSQL, both of which are killed. The tests share one launch and
 * continue where the one before stopped.
 */
test.describe.configure({ mode: 'serial' })

const accessKeyId = 'test'
const name = 'logins'
let folders: Folders
let queue: LocalQueue
let port: number
let app: RunningApp
let page: Page

const targetOf = (endpoint: string): QueueTarget => ({
  address: { endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey: 'test' } },
  queue: { name, url: null, endpoint: null, region: null },
  names: { queue: name, endpoint },
  protocol: 'json',
})

const login = JSON.stringify({
  ...{ user_id: 'u1', app_version: '2.3.0', device_type: 'android' },
  ...{ ip: '203.0.113.7', locale: 'en', device_id: '596-98-1234' },
})

test.beforeAll(async () => {
  test.setTimeout(180_000)
  folders = await makeFolders()
  const openQueue = () => startLocalQueue({ folder: join(folders.profile, 'queue'), accessKeyId, port })
  port = 0
  queue = await openQueue()
  port = Number(new URL(queue.endpoint).port)
  const target = targetOf(queue.endpoint)
  await createQueue(target)
  const service = await openQueueService(target)
  await sendAll(
    service,
    [login, login, login, '{', 'not JSON'].map((body) => ({ body, originId: null })),
  )
  service.close()
  app = await launchApp(folders, {
    ...{ SLUICE_QUEUE: name, AWS_ENDPOINT_URL_SQS: queue.endpoint, SLUICE_DATABASE: 'built-in' },
    ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' },
  })
  page = app.page
  await expect(page.getByTestId('depth-visible')).toHaveText('5', { timeout: 90_000 })
  await runUntilEmpty(page)
})

test.afterAll(async () => {
  await app.end()
  await queue.close()
  await folders.remove()
})

const cluster = () => join(folders.data, 'postgres/cluster')
const killPostgres = async (): Promise<void> => {
  const file = await readFile(join(cluster(), 'postmaster.pid'), 'utf8')
  process.kill(Number(file.split('\n')[0]), 'SIGKILL')
}
const status = (side: 'queue' | 'database') => page.getByTestId(`status-${side}`)
const banner = () => page.getByRole('main').getByRole('alert')
const soon = { timeout: 45_000 }

test('every view says that a killed queue is away, and its last numbers are grey', async () => {
  await queue.close()
  await expect(status('queue')).toContainText('not answering since', soon)
  await expect(status('database')).toContainText('answers')
  await expect(page.getByTestId('as-of')).toContainText('the queue does not answer')
  for (const view of ['Rejected', 'Runs', 'Settings', 'Monitor'] as const) {
    await openView(page, view)
    await expect(banner()).toContainText('Nothing listens at')
  }
})

test('a queue that is back is found automatically, and its numbers are new', async () => {
  queue = await startLocalQueue({ folder: join(folders.profile, 'queue'), accessKeyId, port })
  await expect(banner()).toHaveCount(0, soon)
  await expect(status('queue')).toContainText('answers')
  await expect(page.getByTestId('as-of')).toHaveCount(0)
})

test('the killed built-in database is restarted automatically, which is reported, and nothing is lost', async () => {
  await openView(page, 'Rejected')
  const list = page.getByRole('list', { name: 'Rejected messages' })
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await killPostgres()
  await expect(page.getByText('The built-in database has stopped. Sluice is starting it again')).toBeVisible(
    soon,
  )
  await expect(status('database')).toContainText('restarting (attempt 1 of 5)')
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await expect(status('database')).toContainText('answers', soon)
  await expect(page.getByTestId('as-of')).toHaveCount(0, soon)
  await expect(list.getByRole('listitem')).toHaveCount(2)
})

test('over a database that is permanently gone the list stays, grey and with its time, and is never called empty', async () => {
  await rename(cluster(), `${cluster()}-away`)
  const file = await readFile(join(`${cluster()}-away`, 'postmaster.pid'), 'utf8')
  process.kill(Number(file.split('\n')[0]), 'SIGKILL')
  await expect(status('database')).toContainText('not answering since', { timeout: 60_000 })
  await expect(page.getByTestId('as-of').locator('visible=true')).toContainText(
    'the database does not answer',
  )
  await expect(page.getByRole('list', { name: 'Rejected messages' }).getByRole('listitem')).toHaveCount(2)
  await expect(page.getByText('No rejected messages')).toHaveCount(0)
})

test('a view that was never opened says that nothing is known of it', async () => {
  await openView(page, 'Rows')
  await expect(page.getByText('Not known just now')).toBeVisible()
  await expect(page.getByText('No rows yet')).toHaveCount(0)
})

test('with both gone, each is reported with its own remedy', async () => {
  await queue.close()
  await expect(status('queue')).toContainText('not answering since', soon)
  await expect(banner()).toHaveCount(2)
  await expect(banner().filter({ hasText: 'Nothing listens' }).getByRole('button')).toHaveText([
    'Try now',
    'Open connection',
  ])
  await expect(page.getByRole('button', { name: 'Start the database again' })).toBeVisible()
})

test('the remedy brings the database back, and every view reads it again', async () => {
  await rename(`${cluster()}-away`, cluster())
  queue = await startLocalQueue({ folder: join(folders.profile, 'queue'), accessKeyId, port })
  await page.getByRole('button', { name: 'Start the database again' }).click()
  await expect(status('database')).toContainText('answers', soon)
  await expect(banner()).toHaveCount(0, soon)
  await expect(page.getByRole('grid', { name: 'Loaded rows' }).locator('tbody tr')).toHaveCount(3)
  await openView(page, 'Rejected')
  await expect(page.getByRole('list', { name: 'Rejected messages' }).getByRole('listitem')).toHaveCount(2)
})
