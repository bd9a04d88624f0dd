import { expect, test, type Browser, type Page } from '@playwright/test'
import type { DeadLetterWorkView } from '../../src/contract/dead-letter-work.ts'
import { failure } from '../../src/contract/failure.ts'
import { ok } from '../../src/contract/result.ts'
import { expectNoViolations } from './axe-steps.ts'
import {
  databaseGone,
  noEmptyWords,
  ownWords,
  readsDatabase,
  situations,
  views,
  type Expected,
  type View,
} from './known-situations.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace, readingsOf, sourceOf } from './scripted-places.ts'

/** The built page on an engine that follows each test: states that no run of real servers shows in a minute. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor

test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
})

test.afterAll(() => browser.close())

const main = () => page.getByRole('main')

/** Shows a view over a connection that has just been made. */
const show = async (view: View, database: 'reachable' | 'away'): Promise<void> => {
  await page.evaluate(`location.hash = '#/${view.toLowerCase()}'`)
  await monitor.connectTo(firstPlace, database)
}

/** Shows a view over the first place, with everything in it in sight. */
const openOver = async (view: View): Promise<void> => {
  await show(view, 'reachable')
  await expect(main()).toContainText(ownWords[view]('first'), { useInnerText: true })
  if (view === 'Monitor') await expect(main()).toContainText('1,200')
}

/** Only what is visible is read: a hidden view is drawn when it is shown. */
const read = async ({ has, lacks, status }: Expected): Promise<void> => {
  for (const words of has) await expect(main()).toContainText(words, { useInnerText: true })
  for (const words of lacks)
    await expect(page.locator('body')).not.toContainText(words, { useInnerText: true })
  await expect(page.getByTestId('status-queue')).toContainText(status.queue)
  await expect(page.getByTestId('status-database')).toContainText(status.database)
}

for (const view of views) {
  for (const { name, enter, expected } of situations) {
    test(`${view} says what is known while ${name}`, async () => {
      await openOver(view)
      await enter(monitor)
      await read(expected(view))
    })
  }

  test(`${view} opened while the database is already away says that nothing is known of it`, async () => {
    await show(view, 'away')
    await read({
      has: [databaseGone, readsDatabase(view) ? 'Not known just now' : ownWords[view]('first')],
      lacks: noEmptyWords(view),
      status: { queue: 'answers', database: 'not answering since' },
    })
  })
}

for (const view of ['Rows', 'Rejected', 'Runs'] as const) {
  test(`${view} keeps its old numbers with their time if only reading them again fails`, async () => {
    await openOver(view)
    monitor.failReadings(failure('database-failed', { code: '57014' }))
    // When the database is reported to answer, everything shown is read again.
    await monitor.emit({
      type: 'neighbour',
      which: 'database',
      neighbour: { state: 'reachable', since: Date.now() },
    })
    await expect(page.getByTestId('as-of')).toContainText('PostgreSQL answered with an error (57014).')
    await expect(main()).toContainText(ownWords[view]('first'), { useInnerText: true })
    monitor.failReadings(null)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByTestId('as-of')).toHaveCount(0)
  })
}

test('the last count of dead letters has its time while the queue is away, and nothing is offered that would ask it', async () => {
  await openOver('Rejected')
  const { queue, ...source } = sourceOf(firstPlace)
  await monitor.emit(
    {
      type: 'connected',
      source: { ...source, queue: { ...queue, deadLetters: { name: 'first-dlq', maxReceiveCount: 3 } } },
    },
    { type: 'dead-letters', count: 12 },
    { type: 'depth', depth: { visible: 5, inFlight: 0, delayed: 0, at: Date.now() } },
  )
  const line = page.getByRole('region', { name: 'Dead letters' })
  const button = (name: string) => line.getByRole('button', { name, exact: true })
  await monitor.neighbour('queue', 'away')
  await expect(line).toContainText(/12 messages in the dead-letter queue first-dlq, as of \d/)
  for (const name of ['Look', 'Pull onto the bench…', 'Redrive…']) {
    await expect(button(name)).toBeDisabled()
    await expect(button(name)).toHaveAttribute('title', 'Not now: the queue does not answer')
  }
  await monitor.neighbour('queue', 'reachable')
  await expect(line).not.toContainText('as of')
  await expect(button('Look')).toBeEnabled()
})

test('axe finds no fault in any view while queue and database are away, in either theme', async () => {
  test.setTimeout(180_000)
  await openOver('Monitor')
  for (const view of views) {
    await openOver(view)
    for (const which of ['queue', 'database'] as const) await monitor.neighbour(which, 'away')
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(2)
    await expectNoViolations(page, view)
  }
})

test('a mostly rejected run is loud, and a dry run explains what its counts of reasons add up to', async () => {
  await openOver('Monitor')
  await page.emulateMedia({ colorScheme: 'light' })
  let left = 90
  monitor.answerWith('listRejected', () => ok({ rejected: [], total: left, next: null }))
  const at = Date.now()
  const leaves = (total: number) =>
    monitor.answerWith('listCauses', () => ok({ causes: [], groups: 0, total }))
  leaves(90)
  await monitor.emit(
    { type: 'run-started', runId: 'r', at, until: 'empty', maxMessages: null, maxSeconds: null },
    {
      type: 'run-settled',
      at,
      counts: { received: 100, loaded: 10, duplicates: 0, rejected: 90, released: 0 },
    },
    { type: 'run-ended', at: at + 1_000, outcome: 'drained', failure: null },
  )
  await expect(page.getByTestId('run-end')).toHaveText(
    'Drained: nothing was left on the queue. Most messages were rejected: 90 of 100.',
  )
  // A rule was applied, in this window or in another, and the page has asked again.
  left = 3
  await monitor.neighbour('database', 'reachable')
  await expect(page.getByTestId('run-end')).toHaveText(
    'Drained: nothing was left on the queue. 90 of 100 messages were rejected; 3 are left to deal with.',
  )
  await page.getByRole('button', { name: 'Dry run' }).click()
  await expect(page.getByTestId('forecast')).toContainText(
    'Reasons to reject: Not JSON (2), Field is missing (2). That is 4 reasons for 3 messages: a message can have several.',
  )
  await expect(page.getByTestId('forecast')).toContainText('Names that no field reads: referrer (in 50 %).')
})

test('the notice of a run that stopped for too many rejections goes when all of them are dealt with', async () => {
  await openOver('Monitor')
  let left = 60
  monitor.answerWith('listRejected', () => ok({ rejected: [], total: left, next: null }))
  const at = Date.now()
  const broken = failure('too-many-rejected', {
    ...{ rejected: '60', judged: '100', share: '60', cause: 'not-json', count: '60' },
  })
  await monitor.emit(
    { type: 'run-started', runId: 'broken', at, until: 'empty', maxMessages: null, maxSeconds: null },
    {
      type: 'run-settled',
      at,
      counts: { received: 100, loaded: 40, duplicates: 0, rejected: 60, released: 0 },
    },
    { type: 'run-ended', at: at + 1_000, outcome: 'failed', failure: broken },
  )
  const notice = main().getByRole('alert')
  await expect(notice).toContainText('60 of the last 100 messages (60 %) did not pass, so the run stopped.')
  await expect(page.getByTestId('run-end')).toHaveText(
    'Failed: what had not been settled stayed on the queue.',
  )
  await expect(page.getByTestId('phase')).toHaveAttribute('data-tone', 'loud')

  left = 0
  await monitor.neighbour('database', 'reachable')
  await expect(notice).toHaveCount(0)
  await expect(page.getByTestId('run-end')).toHaveText(
    'Failed: what had not been settled stayed on the queue. 60 of 100 messages were rejected; all have been dealt with.',
  )
  await expect(page.getByTestId('phase')).toHaveAttribute('data-tone', 'plain')
})

test('a mostly rejected run is not blamed once the definition that rejected has changed', async () => {
  const { runs, total, next } = readingsOf(firstPlace).listRuns ?? { runs: [], total: 0, next: null }
  const circumstances = {
    ...{ queueEndpoint: 'a', database: 'b', maskKey: 'c', host: 'd', version: 'e' },
    settings: { event: 'logins fedcba9876543210' },
  }
  const counts = { received: 100, loaded: 10, duplicates: 0, rejected: 90, released: 0 }
  monitor.answerWith('listRuns', () =>
    ok({ runs: runs.map((run) => ({ ...run, counts, circumstances })), total, next }),
  )
  monitor.answerWith('listRejected', () => ok({ rejected: [], total: 90, next: null }))
  await show('Monitor', 'reachable')
  await expect(page.getByTestId('run-end')).toHaveText(
    'Drained: nothing was left on the queue. Most messages were rejected by an earlier definition: 90 of 100.',
  )
  await expect(page.getByTestId('phase')).toHaveAttribute('data-tone', 'plain')
})

test('no run is offered while dead letters move, and the reason is in sight', async () => {
  await openOver('Monitor')
  const work: DeadLetterWorkView = {
    ...{ runId: 'r', job: 'pull', queue: 'first-dlq', step: 'work' },
    ...{ since: 0, at: 10_000, done: 3, of: 12, end: null },
  }
  await monitor.emit({ type: 'dead-letter-work', work })
  await expect(page.getByTestId('phase')).toHaveText('No run can start now: dead letters are being pulled.')
  for (const name of ['Run', 'Dry run']) {
    const button = main().getByRole('button', { name, exact: true })
    await expect(button).toBeDisabled()
    await expect(button).toHaveAttribute('title', 'Not now: dead letters are being pulled')
  }
  await page.keyboard.press('ControlOrMeta+Enter')
  expect(monitor.sent()).not.toContain('startRun')
  await monitor.emit({
    type: 'dead-letter-work',
    work: { ...work, end: { job: 'none', failure: null } },
  })
  await expect(main().getByRole('button', { name: 'Run', exact: true })).toBeEnabled()
  await expect(page.getByTestId('phase')).toContainText('About 1,200 messages are waiting.')
})

test('a look at the queue is offered only while the queue answers', async () => {
  await openOver('Rejected')
  const peek = main().getByRole('button', { name: 'Peek…', exact: true })
  await expect(peek).toBeEnabled()
  await monitor.neighbour('queue', 'away')
  await expect(peek).toBeDisabled()
  await expect(peek).toHaveAttribute('title', 'Not now: the queue does not answer')
  await monitor.failToConnect(failure('database-refused', { address: 'a' }), null)
  await expect(peek).toHaveAttribute('title', 'Not now: there is no connection')
  await monitor.connecting()
  await expect(peek).toHaveAttribute('title', 'Not now: the connection is being made')
})
