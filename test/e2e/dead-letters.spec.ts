import { expect, test, type Browser, type Page } from '@playwright/test'
import type { DeadLetterFinish, DeadLetterWorkView } from '../../src/contract/dead-letter-work.ts'
import type { Peek, PullOutcome, SendBackOutcome } from '../../src/contract/dead-letters.ts'
import { failure } from '../../src/contract/failure.ts'
import { failed, ok } from '../../src/contract/result.ts'
import { expectNoViolations } from './axe-steps.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace, sourceOf } from './scripted-places.ts'

/** The built page on an engine whose queue has a dead-letter queue. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor
test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
})
test.afterAll(() => browser.close())

const view = {
  ...{ queue: 'first-queue', deadLettersOf: [], denied: [] },
  deadLetters: { name: 'first-dlq', maxReceiveCount: 3, isMissing: false, waiting: 12, others: [] },
}
const shared = { ...view, deadLetters: { ...view.deadLetters, others: ['orders'] } }

const begun = ['pullDeadLetters', 'redriveDeadLetters', 'moveDeadLetters', 'sendBackRejected'] as const

test.beforeEach(async () => {
  monitor.answerWith('lookAtDeadLetters', () => ok(view))
  for (const name of begun) monitor.answerWith(name, () => ok({ runId: 'r' }))
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.evaluate(`location.hash = '#/rejected'`)
  await monitor.connectTo(firstPlace)
  const source = sourceOf(firstPlace)
  const deadLetters = { name: 'first-dlq', maxReceiveCount: 3 }
  await monitor.emit(
    { type: 'connected', source: { ...source, queue: { ...source.queue, deadLetters } } },
    { type: 'dead-letters', count: 12 },
  )
})

const line = () => page.getByRole('region', { name: 'Dead letters' })
const dialog = () => page.getByRole('dialog')
const button = (name: string) => page.getByRole('button', { name, exact: true })
const inDialog = (name: string) => dialog().getByRole('button', { name, exact: true })

const tell = (more: Partial<DeadLetterWorkView>) =>
  monitor.emit({
    type: 'dead-letter-work',
    work: {
      ...{ runId: 'r', job: 'pull', queue: 'first-dlq', step: 'work' },
      ...{ since: 0, at: 10_000, done: 0, of: 12_000, end: null },
      ...more,
    },
  })
const finish = (end: DeadLetterFinish, more: Partial<DeadLetterWorkView> = {}) => tell({ ...more, end })

const pulled: PullOutcome = {
  ...{ queue: 'first-dlq', runId: 'r', pulled: 9, known: 2, others: 1 },
  ...{ end: 'done', failure: null },
}

test('N3 shows what is waiting and who shares it, pulls it onto the bench, shows the rate, and sums up', async () => {
  await expect(line()).toContainText('12 messages in the dead-letter queue first-dlq')
  await button('Look').click()
  await expect(dialog()).toContainText('After 3 receives, first-queue moves a message to first-dlq.')
  await expect(dialog()).toContainText('first-dlq is the dead-letter queue of no other queue.')
  await expectNoViolations(page, 'the look')
  await inDialog('Pull onto the bench…').click()
  await inDialog('Pull').click()
  await expect(dialog()).toHaveCount(0)
  expect(monitor.lastInput('pullDeadLetters')).toEqual({ all: false, mayBeShared: false })
  await tell({ done: 3_000 })
  await expect(line()).toContainText(
    'Pulling from first-dlq: 3,000 of about 12,000 · 300 messages/s · 30 s left',
  )
  await expectNoViolations(page, 'work that goes on')
  await button('Stop').click()
  expect(monitor.sent()).toContain('stopRun')
  await finish({ job: 'pull', outcome: pulled })
  await expect(page.getByTestId('dead-letter-end')).toHaveText(
    '12 messages: 9 pulled onto the bench, 2 only taken off (loaded or kept here before), ' +
      '1 left alone (not known to come from this queue).',
  )
  await expect(line().getByRole('link', { name: 'Open the run' })).toHaveAttribute('href', '#/runs?run=r')
  await expectNoViolations(page, 'how it ended')
  await button('Done').click()
  await expect(button('Redrive…')).toBeVisible()
})

test('N3 asks before messages of others are touched, and accepts no as an answer', async () => {
  monitor.answerWith('lookAtDeadLetters', () => ok(shared))
  const before = monitor.sent().length
  await button('Pull onto the bench…').click()
  await expect(dialog()).toContainText('first-dlq is also the dead-letter queue of orders.')
  await expect(inDialog('Pull')).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(dialog()).toHaveCount(0)
  expect(monitor.sent().slice(before)).not.toContain('pullDeadLetters')
  await button('Pull onto the bench…').click()
  await dialog().getByLabel('Those of all queues').check()
  await dialog().getByLabel('Go on anyway').check()
  await inDialog('Pull').click()
  await expect(dialog()).toHaveCount(0)
  expect(monitor.lastInput('pullDeadLetters')).toEqual({ all: true, mayBeShared: true })
})

test('N3 redrives by the keyboard alone, by a move task only after a check, or once identities may be lost', async () => {
  await button('Redrive…').focus()
  await page.keyboard.press('Enter')
  const first = dialog().getByLabel('Send each with its origin')
  await expect(first).toBeChecked()
  await first.focus()
  await page.keyboard.press('ArrowDown')
  await expect(dialog().getByLabel('Have SQS move them')).toBeChecked()
  await dialog().getByLabel('Messages a second').focus()
  await page.keyboard.type('400')
  await page.keyboard.press('Enter')
  await expect(dialog()).toHaveCount(0)
  expect(monitor.lastInput('moveDeadLetters')).toEqual({
    ...{ rate: 400, mayBeShared: false, mayLoseIdentity: false },
  })
  await tell({ job: 'move', step: 'origins', done: 8, of: 12 })
  await expect(line()).toBeFocused()
  await expect(line()).toContainText(
    'Checking whether each message of first-dlq carries its origin: 8 of about 12',
  )
  const nameless = failure('dead-letters-nameless', { queue: 'first-dlq', looked: '12', count: '3' })
  await finish({ job: 'none', failure: nameless }, { job: 'move' })
  await expect(line().getByRole('alert')).toContainText('Of 12 looked at in first-dlq, 3 carry no origin.')
  await expectNoViolations(page, 'what lacks its origin')
  await line().getByRole('button', { name: 'Redrive…' }).press('Enter')
  await dialog().getByLabel('Have SQS move them').check()
  await dialog().getByLabel('Do not look first: identities may be lost').press('Space')
  await inDialog('Move').press('Enter')
  await expect(dialog()).toHaveCount(0)
  expect(monitor.lastInput('moveDeadLetters')).toMatchObject({ mayLoseIdentity: true })
})

test('N3 says why it cannot begin, and waits for the end of a run', async () => {
  monitor.answerWith('redriveDeadLetters', () => failed(failure('run-active')))
  await button('Redrive…').click()
  await inDialog('Send').click()
  await expect(dialog().getByRole('alert')).toContainText('A run is already in progress.')
  await page.keyboard.press('Escape')
  await monitor.emit({
    ...{ type: 'run-started', runId: 'x', at: Date.now(), until: 'empty' },
    ...{ maxMessages: null, maxSeconds: null },
  })
  await expect(button('Redrive…')).toBeDisabled()
  await expect(button('Look')).toBeEnabled()
})

test('N3 sends picked messages back to the queue after a question, and says what became of them', async () => {
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await button('More').click()
  await page.getByRole('menuitem', { name: 'Send back to the queue…' }).click()
  await expect(dialog()).toContainText('2 messages go back to the queue')
  await expectNoViolations(page, 'what goes back')
  await dialog().getByLabel('Messages a second').fill('20')
  await inDialog('Send back').click()
  await expect(dialog()).toHaveCount(0)
  expect(monitor.lastInput('sendBackRejected')).toEqual({
    ...{ which: { by: 'ids', ids: ['1', '2'] }, rate: 20, again: false },
  })
  const outcome: SendBackOutcome = {
    ...{ queue: 'first-queue', sent: 1, loaded: 0, alreadyLoaded: 0, unfit: 0, underWay: 1 },
    ...{ capped: 0, elsewhere: 0, taken: 0, stillRejected: 0, stage: null, end: 'done', failure: null },
  }
  await finish({ job: 'send-back', outcome }, { job: 'send-back', queue: 'first-queue' })
  await expect(page.getByTestId('dead-letter-end')).toHaveText(
    '2 messages: 1 sent back to the queue, 1 not sent (under way already). ' +
      'What was sent counts as rejected until a run has loaded it or rejected it again.',
  )
})

const seen: Peek = {
  ...{ queue: 'first-queue', maxReceiveCount: 3, deadLetters: 'first-dlq', notGivenBack: 0 },
  messages: [
    {
      ...{ messageId: 'waiting-message-1', sentAt: '2026-03-04T05:06:07.000Z', receiveCount: 3 },
      ...{ isAtLimit: true, body: '{"ip":"•••••","locale" "de"}', covered: true, verdict: 'rejected' },
      reasons: [{ code: 'not-json', pointer: '/locale', detail: 'a colon is missing', range: [22, 24] }],
    },
    {
      ...{ messageId: 'waiting-message-2', sentAt: '2026-03-04T05:06:07.000Z', receiveCount: 1 },
      ...{ isAtLimit: false, body: '{"ip":"•••••"}', covered: true, verdict: 'passes', reasons: [] },
    },
  ],
}

test('N3 shows what a look at the live queue costs before taking one, and shows the messages covered', async () => {
  const policy = { name: 'first-dlq', maxReceiveCount: 3 }
  monitor.answerWith('peekPrice', () => ok({ queue: 'first-queue', policy }))
  monitor.answerWith('peekQueue', () => ok(seen))
  const before = monitor.sent().length
  await button('Peek…').click()
  await expect(dialog()).toContainText(
    'SQS counts a look as a receive. A message of first-queue has 3 of them; the next one moves it to first-dlq.',
  )
  expect(monitor.sent().slice(before)).not.toContain('peekQueue')
  await inDialog('Look').click()
  await expect(dialog()).toContainText('One of them has no receive left: the next one moves it to first-dlq.')
  await dialog()
    .getByRole('button', { name: /would be rejected/ })
    .press('Enter')
  await expect(dialog().getByLabel('Body', { exact: true })).toContainText('{"ip":"•••••","locale" "de"}')
  await expect(dialog().getByRole('list', { name: 'Reasons' })).toContainText('missing colon')
  await expectNoViolations(page, 'a look at the queue')
  await inDialog('Close').last().click()
  await expect(dialog()).toHaveCount(0)
})

test("N3 takes no look if it would be a message's only receive", async () => {
  const unsafe = failure('peek-unsafe', { queue: 'first-queue', deadLetters: 'first-dlq' })
  monitor.answerWith('peekPrice', () => failed(unsafe))
  await button('Peek…').click()
  await expect(dialog().getByRole('alert')).toContainText('Each message of first-queue has a single receive')
  await expect(inDialog('Look')).toHaveCount(0)
  await page.keyboard.press('Escape')
})

test('fits at 640 and at 320 px, with nothing cut off', async () => {
  monitor.answerWith('peekPrice', () => ok({ queue: 'first-queue', policy: null }))
  monitor.answerWith('peekQueue', () => ok(seen))
  monitor.answerWith('lookAtDeadLetters', () => ok(shared))
  for (const width of [640, 320]) {
    await page.setViewportSize({ width, height: 720 })
    for (const name of ['Redrive…', 'Peek…']) {
      await button(name).click()
      if (name === 'Peek…') await inDialog('Look').click()
      await expect(dialog().getByRole('button').last()).toBeVisible()
      expect(
        await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      ).toBe(0)
      await expectNoViolations(page, `${name} at ${width} px`)
      await page.keyboard.press('Escape')
      await expect(dialog()).toHaveCount(0)
    }
  }
})

test('N3 of a group sends back what the question counted, and nothing that is rejected later', async () => {
  await page.getByRole('list', { name: 'Causes' }).getByRole('button').nth(1).click()
  await button('More').click()
  await page.getByRole('menuitem', { name: 'Send all 2 back to the queue…' }).click()
  await inDialog('Send back').click()
  const asked = { which: { by: 'filter', filter: { cause: 'not-json ' }, upTo: '1' } }
  await expect.poll(() => monitor.lastInput('sendBackRejected')).toMatchObject(asked)
})
