import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { expect, test, type Page } from '@playwright/test'
import { join } from 'node:path'
import { openQueue } from '../../src/adapters/sqs/queue.ts'
import { createQueue, sendAll } from '../../src/adapters/sqs/send.ts'
import { openQueueService, type QueueTarget } from '../../src/adapters/sqs/service.ts'
import { startLocalQueue, type LocalQueue } from '../../src/embedded/local-queue.ts'
import type { Folders } from './folders.ts'
import { launchApp } from './launch.ts'
import { openView, runUntilEmpty } from './page-steps.ts'
import type { RunningApp } from './running-app.ts'
import { makeStartedFolders } from './started-folders.ts'

/*
 * The app on its own queue, which has moved two messages to the dead-letter queue: one well formed, and one with a
 * bad address.
 */
const accessKeyId = 'test'
let folders: Folders
let queue: LocalQueue
let app: RunningApp
let page: Page

const targetOf = (name: string): QueueTarget => ({
  address: {
    ...{ endpoint: queue.endpoint, region: 'us-east-1' },
    credentials: { accessKeyId, secretAccessKey: 'test' },
  },
  queue: { name, url: null, endpoint: null, region: null },
  names: { queue: name, endpoint: queue.endpoint },
  protocol: 'json',
})

const login = (user_id: string, ip: string): string =>
  JSON.stringify({
    ...{ user_id, app_version: '2.3.0', device_type: 'android' },
    ...{ ip, locale: 'en', device_id: '596-98-1234' },
  })

/** Sends messages to the queue and receives them until all are in the dead-letter queue. */
const giveUp = async (bodies: readonly string[]): Promise<void> => {
  for (const name of ['logins-dead', 'logins']) await createQueue(targetOf(name))
  const service = await openQueueService(targetOf('logins'))
  const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:logins-dead'
  await service.acting.send(
    new SetQueueAttributesCommand({
      QueueUrl: service.queueUrl,
      Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }) },
    }),
  )
  await sendAll(
    service,
    bodies.map((body) => ({ body, originId: null })),
  )
  const port = await openQueue(service)
  for (;;) {
    const some = await port.receive({ max: 10, waitSeconds: 0 })
    await port.release(some, 0)
    const { visible, inFlight } = await port.depth()
    if (some.length === 0 && visible + inFlight === 0) break
  }
  service.close()
}

test.beforeAll(async () => {
  test.setTimeout(120_000)
  folders = await makeStartedFolders()
  queue = await startLocalQueue({ folder: join(folders.profile, 'queue'), accessKeyId, port: 0 })
  await giveUp([login('good', '203.0.113.7'), login('bad', 'nowhere')])
  app = await launchApp(folders, {
    ...{ SLUICE_QUEUE: 'logins', AWS_ENDPOINT_URL_SQS: queue.endpoint, SLUICE_DATABASE: 'built-in' },
    ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' },
  })
  page = app.page
})

test.afterAll(async () => {
  await app.end()
  await queue.close()
  await folders.remove()
})

test('N3 dead letters are pulled onto the bench; one is mended there and one sent back, and each becomes a row @long', async () => {
  test.setTimeout(120_000)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const dialog = page.getByRole('dialog')
  const line = page.getByRole('region', { name: 'Dead letters' })
  const end = page.getByTestId('dead-letter-end')
  const messages = page.getByRole('list', { name: 'Rejected messages' })

  await page.getByRole('link', { name: 'Dead letters: 2' }).click()
  await expect(line).toContainText('2 messages in the dead-letter queue logins-dead')
  await button('Pull onto the bench…').click()
  await expect(dialog).toContainText('logins-dead is the dead-letter queue of no other queue.')
  await dialog.getByRole('button', { name: 'Pull', exact: true }).click()
  await expect(end).toHaveText('2 messages: 2 pulled onto the bench.')
  await button('Done').click()

  await messages
    .getByRole('button')
    .filter({ hasText: /ip is not an IPv4/ })
    .click()
  await button('Mend…').last().click()
  const bench = page.getByRole('region', { name: 'Mend', exact: true })
  await bench.getByLabel('New value of ip').fill('203.0.113.9')
  await expect(bench.getByRole('status')).toHaveText('This message would pass now.')
  await bench.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByText(/^Loaded as row \d+$/)).toBeVisible()
  await page.keyboard.press('Escape')

  await expect(messages.getByRole('listitem')).toHaveCount(1)
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await button('More').click()
  await page.getByRole('menuitem', { name: 'Send back to the queue…' }).click()
  await dialog.getByRole('button', { name: 'Send back', exact: true }).click()
  await expect(end).toContainText('1 message: 1 sent back to the queue.')
  await button('Peek…').click()
  await expect(dialog).toContainText(
    'A message of logins has 2 of them; the next one moves it to logins-dead.',
  )
  await dialog.getByRole('button', { name: 'Look', exact: true }).click()
  await expect(dialog.getByRole('list', { name: 'Messages of the queue' })).toContainText('receive 1 of 2')
  await expect(dialog).toContainText('would pass')
  await expect(dialog).not.toContainText('203.0.113.7')
  await page.keyboard.press('Escape')

  await openView(page, 'Monitor')
  await runUntilEmpty(page)
  await openView(page, 'Rejected')
  await expect(page.getByText('No rejected messages')).toBeVisible()
  await openView(page, 'Rows')
  for (const user of ['good', 'bad']) await expect(page.getByText(user, { exact: true })).toBeVisible()
})
