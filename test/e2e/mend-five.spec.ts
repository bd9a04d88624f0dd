import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test as base, type Locator, type Page } from '@playwright/test'
import { openQueueService } from '../../src/adapters/sqs/service.ts'
import { sendAll } from '../../src/adapters/sqs/send.ts'
import { loginBody } from '../support/logins.ts'
import { test } from './app.ts'
import type { Folders } from './folders.ts'
import { expectWaiting, openView, runUntilEmpty, startLimit } from './page-steps.ts'

/** Five ways in which senders get a login wrong: the name of the group, and the step that mends it. */
const fiveCauses = [
  {
    words: 'user_id is missing; userId is not a known field',
    body: (user: string) => loginBody({ user_id: undefined, userId: user }),
    step: { kind: 'Rename', at: '/userId', fill: { 'New name': 'user_id' } },
  },
  {
    words: 'session is not a known field',
    body: (user: string) => loginBody({ user_id: user, session: { id: 7 } }),
    step: { kind: 'Drop', at: '/session', fill: {} },
  },
  {
    words: 'app_version has the wrong type',
    body: (user: string) => loginBody({ user_id: user, app_version: 12.5 }),
    step: { kind: 'Convert', at: '/app_version', fill: {} },
  },
  {
    words: 'ip is not an IPv4 or IPv6 address',
    body: (user: string) => loginBody({ user_id: user, ip: ' 203.0.113.9 ' }),
    step: { kind: 'Trim white space', at: '/ip', fill: {} },
  },
  {
    words: 'locale is missing',
    body: (user: string) => loginBody({ user_id: user, locale: undefined }),
    step: { kind: 'Set if missing', at: '/locale', fill: { Value: 'DE' } },
  },
] as const

type Cause = (typeof fiveCauses)[number]

/** Sends these to the built-in queue of a running app, runs it, and shows what was rejected. */
const reject = async (page: Page, folders: Folders, bodies: readonly string[]): Promise<void> => {
  // The built-in queue takes its password as the name of an access key.
  const secret = await readFile(join(folders.data, 'keys/queue.secret'), 'utf8')
  const accessKeyId = secret.replaceAll(/[^A-Za-z0-9]/g, '')
  await expectWaiting(page, '100')
  const { name, endpoint } = await page.evaluate<{ name: string; endpoint: string }>(
    `sluice.send('getSnapshot', {}).then(({ value }) => value.connection.source.queue)`,
  )
  const service = await openQueueService({
    address: { endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey: accessKeyId } },
    queue: { name, url: null, endpoint: null, region: null },
    names: { queue: name, endpoint },
    protocol: 'json',
  })
  await sendAll(
    service,
    bodies.map((body) => ({ body, originId: null })),
  )
  service.close()
  await page.evaluate(
    `sluice.send('getSettings', {}).then(({ value: { preferences } }) => sluice.send('savePreferences',
      { preferences: { ...preferences, pipeline: { ...preferences.pipeline, maxRejectedShare: null } } }))`,
  )
  await runUntilEmpty(page)
  await openView(page, 'Rejected')
}

const causes = (page: Page) => page.getByRole('list', { name: 'Causes' })
/** A group by all its words. */
const group = (page: Page, words: string) =>
  causes(page)
    .getByRole('button')
    .filter({ hasText: new RegExp(`^${words}[\\d,]+$`) })

const panel = (page: Page) => page.getByRole('region', { name: 'Mend the group' })

/** Presses Tab until the focus is there. */
const tabTo = async (page: Page, target: Locator): Promise<void> => {
  for (let times = 0; times < 80; times += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('The focus never came there')
}

/** How a person does it. */
interface Hand {
  readonly press: (target: Locator) => Promise<void>
  readonly choose: (target: Locator, option: string) => Promise<unknown>
  readonly fill: (target: Locator, text: string) => Promise<void>
}

const byMouse: Hand = {
  press: (target) => target.click(),
  choose: (target, option) => target.selectOption(option),
  fill: (target, text) => target.fill(text),
}

const byKeyboard = (page: Page): Hand => ({
  press: async (target) => {
    await tabTo(page, target)
    await page.keyboard.press('Enter')
  },
  choose: async (target, option) => {
    await tabTo(page, target)
    await page.keyboard.type(option)
  },
  fill: async (target, text) => {
    await tabTo(page, target)
    await page.keyboard.press('Control+a')
    await page.keyboard.type(text)
  },
})

/** Clears a group by a rule of one step. */
const mend = async (page: Page, { words, step }: Cause, count: number, hand: Hand): Promise<void> => {
  const { press } = hand
  const said = count.toLocaleString('en')
  await press(group(page, words))
  await press(page.getByRole('button', { name: 'Mend the group…' }))
  await press(panel(page).getByRole('button', { name: 'Add a step' }))
  const line = panel(page).getByRole('listitem', { name: 'Step 1' })
  await hand.choose(line.getByLabel('What is done'), step.kind)
  await hand.fill(line.getByLabel('Where', { exact: true }), step.at)
  for (const [label, text] of Object.entries(step.fill))
    await hand.fill(line.getByLabel(label, { exact: true }), text)
  await expect(panel(page)).toContainText('It would pass.')
  await press(panel(page).getByRole('button', { name: 'Preview' }))
  await expect(panel(page).getByTestId('preview')).toHaveText(`${said} of ${said} would pass.`, {
    timeout: startLimit,
  })
  await press(panel(page).getByRole('button', { name: `Apply to ${said} messages` }))
  await expect(panel(page).getByTestId('repair-end')).toHaveText(`${said} sent: ${said} loaded.`, {
    timeout: startLimit,
  })
  await press(panel(page).getByRole('button', { name: 'See what is left' }))
  await press(causes(page).getByRole('button').first())
}

const bodiesOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => fiveCauses[n % 5]?.body(`user-${n}`) ?? '')

test(
  'N2 N3 clears 500 rejected messages of five causes by five rules, a wrong one of which stops at stage 1',
  { tag: '@long' },
  async ({ app: { page }, folders }) => {
    test.setTimeout(180_000)
    await reject(page, folders, bodiesOf(500))
    await base.step('a wrong rule stops after one message', async () => {
      await group(page, 'locale is missing').click()
      await page.getByRole('button', { name: 'Mend the group…' }).click()
      await panel(page).getByRole('button', { name: 'Add a step' }).click()
      const line = panel(page).getByRole('listitem', { name: 'Step 1' })
      await line.getByLabel('What is done').selectOption('Set')
      await line.getByLabel('Where', { exact: true }).fill('/app_version')
      await line.getByLabel('Value', { exact: true }).fill('newest')
      await panel(page).getByRole('button', { name: 'Preview' }).click()
      await expect(panel(page).getByTestId('preview')).toContainText('0 of 100 would pass.')
      await panel(page).getByRole('button', { name: 'Apply to 100 messages' }).click()
      await expect(panel(page).getByTestId('repair-end')).toContainText(
        'Stopped at stage 1: of 1 sent, 1 were rejected again.',
      )
      await panel(page).getByRole('button', { name: 'See what is left' }).click()
      await expect(group(page, 'locale is missing')).toContainText('100')
    })
    for (const [index, cause] of fiveCauses.entries())
      await base.step(`${cause.words}, ${index === 1 ? 'by keyboard' : 'by mouse'}`, () =>
        mend(page, cause, 100, index === 1 ? byKeyboard(page) : byMouse),
      )
    for (const { words } of fiveCauses) await expect(group(page, words)).toHaveCount(0)
  },
)

/** Every hundredth message of a few thousand as it came, with what is known of it besides its state. */
const originals = (page: Page): Promise<readonly unknown[]> =>
  page.evaluate(`(async () => {
    const found = []
    for (let id = 1; id <= 10_000; id += 100) {
      const { value } = await sluice.send('getRejected', { id: String(id), uncover: { why: 'compared' } })
      const { body, messageId, reasons, rejectedAt, bodyBytes } = value
      found.push({ body, messageId, reasons, rejectedAt, bodyBytes })
    }
    return found
  })()`)

test(
  'N2 clears 10,000 rejected messages of five causes by five rules in the app in less than a minute, as previewed',
  { tag: '@long' },
  async ({ app: { page }, folders }, info) => {
    test.setTimeout(600_000)
    await reject(page, folders, bodiesOf(10_000))
    const before = await originals(page)
    expect(before).toHaveLength(100)
    const began = performance.now()
    for (const cause of fiveCauses) await mend(page, cause, 2_000, byMouse)
    const took = performance.now() - began
    const seconds = (took / 1_000).toFixed(1)
    expect(took).toBeLessThan(60_000)
    expect(await originals(page)).toEqual(before)
    info.annotations.push({ type: 'time', description: `${seconds} s` })
    process.stdout.write(`10,000 messages of five causes cleared in the app in ${seconds} s\n`)
  },
)
