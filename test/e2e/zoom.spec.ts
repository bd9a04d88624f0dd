import { expect, test, type Browser, type Page } from '@playwright/test'
import type { Counts } from '../../src/contract/events.ts'
import { failure } from '../../src/contract/failure.ts'
import { ok } from '../../src/contract/result.ts'
import { serveBuiltPage } from './built-page.ts'
import { overflowingFigures, overlappingTexts, sidewaysScroll } from './page-layout.ts'
import { cutWords } from './page-steps.ts'
import { scriptMonitor, type ScriptedMonitor } from './scripted-monitor.ts'
import { openBrowser } from './scripted-page.ts'
import { firstPlace, readingsOf, settings, sourceOf, type Place } from './scripted-places.ts'

/** Every view at 200 % and at 400 %, with the largest counts and the longest names and errors that it can be given. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor

const zoomed = { width: 640, height: 400 }

/** 1,280 × 800 at 200 %, and what is left of 1,280 × 1,024 and of a tall window at 400 % (WCAG 2.2, 1.4.10). */
const sizes = [zoomed, { width: 320, height: 256 }, { width: 320, height: 640 }]

const many = 1_234_567_890
const most = 123_456_789_012
const long = 'one-name-without-a-space-'.repeat(10)
/** SQS allows 80 characters. */
const queue = long.slice(0, 74)
const error = 'something-that-a-server-said-'.repeat(20) + 'and it said more of it in words. '.repeat(13)
const place: Place = { ...firstPlace, name: queue, waiting: most }
const counts: Counts = { received: most, loaded: many, duplicates: many, rejected: many, released: many }

test.beforeAll(async () => {
  browser = await openBrowser()
  page = await browser.newPage({ viewport: zoomed, deviceScaleFactor: 2 })
  const address = await serveBuiltPage(page)
  monitor = await scriptMonitor(page)
  const readings = readingsOf(place)
  const [run] = readings.listRuns?.runs ?? []
  const [message] = readings.listRejected?.rejected ?? []
  const profile = { ...settings.profiles[0], name: long }
  answer('getSettings', { ...settings, profiles: [profile], activeId: profile.id, notices: [error] })
  answer('mapRows', { count: many, step: 10_000_000, points: [] })
  answer('listRows', { rows: readings.listRows?.rows, next: { id: '3', value: null } })
  answer('listRowIndexes', { ready: [], estimatedRows: many })
  answer('summarizeRows', { top: [{ value: long, count: many }], others: many })
  answer('listCauses', {
    causes: [{ cause: `missing-field /${long}`, count: many, newestAt: run?.startedAt }],
    ...{ groups: many, total: many },
  })
  answer('mapRejected', {
    total: many,
    points: [],
    first: [{ ...message, messageId: long, tags: [long.slice(0, 40)] }],
  })
  answer('listRejected', { rejected: [message], total: many, next: null })
  answer('getRejected', { ...readings.getRejected, messageId: long, note: error.slice(0, 500) })
  const failed = failure('event-file-unusable', { path: `/${long}`, code: 'EVENT', problems: error })
  const ended = { ...run, counts, status: 'failed', failure: failed }
  answer('listRuns', { runs: [ended], total: many, next: null })
  answer('getRun', { ...readings.getRun, ...ended })
  answer('testProfile', {
    mistakes: {},
    items: [{ code: 'table', what: 'Table', state: 'not-fine', found: error, advice: error }],
  })
  await page.goto(address)
})
test.afterAll(() => browser.close())

const answer = (name: Parameters<ScriptedMonitor['answerWith']>[0], value: unknown): void =>
  monitor.answerWith(name, () => ok(value as never))

const show = (view: string): Promise<void> => page.evaluate<void>(`void (location.hash = '#/${view}')`)

/** Connects to a place with the longest names, whose last run went far and failed with the longest error. */
const connect = async (): Promise<void> => {
  await monitor.connectTo(place)
  const source = sourceOf(place)
  const deadLetters = { name: `${queue}-dead`, maxReceiveCount: 1_000 }
  await monitor.emit(
    { type: 'connected', source: { ...source, queue: { ...source.queue, deadLetters } } },
    { type: 'dead-letters', count: most },
    { type: 'depth', depth: { visible: most, inFlight: most, delayed: most, at: Date.now() + 60_000 } },
    {
      ...{ type: 'run-started', runId: 'r', at: Date.now() - 86_400_000, until: 'empty' },
      ...{ maxMessages: null, maxSeconds: null },
    },
    { type: 'run-settled', counts, at: Date.now() },
    {
      ...{ type: 'run-ended', at: Date.now(), outcome: 'failed' },
      failure: failure('event-file-unusable', { path: `/${long}`, code: 'EVENT', problems: error }),
    },
  )
}

interface Sight {
  readonly name: string
  readonly enter: () => Promise<void>
  /** What must be there, and be reachable by vertical scrolling. */
  readonly holds: readonly string[]
}

const rowOf = (list: string) =>
  page.getByRole('list', { name: list }).locator('visible=true').getByRole('button').first()

const sights: readonly Sight[] = [
  {
    name: 'Monitor',
    enter: () => show('monitor'),
    holds: ['1,234,567,890', '123,456,789,012', 'Run', 'Stop', 'Dry run'],
  },
  { name: 'Rows', enter: () => show('rows'), holds: ['Details', 'Summary', 'Copy', 'Export', 'Count all'] },
  { name: 'Rejected', enter: () => show('rejected'), holds: ['Filters', 'All causes', 'Peek…', 'Redrive…'] },
  {
    name: 'Rejected, with a message open',
    enter: async () => {
      await show('rejected')
      await rowOf('Rejected messages').click()
      await expect(page.getByLabel('Body', { exact: true })).toBeVisible()
    },
    holds: ['Discard', 'Try again', 'Show original'],
  },
  {
    name: 'Runs, with a run open',
    enter: async () => {
      await show('runs')
      await page.getByRole('table').locator('visible=true').locator('tbody tr').first().click()
      await expect(page.getByRole('region', { name: 'Run', exact: true })).toBeVisible()
    },
    holds: ['1,234,567,890', 'What was different'],
  },
  { name: 'Settings', enter: () => show('settings'), holds: ['Connections', 'Pipeline', 'New connection'] },
  {
    name: 'Settings, after a test',
    enter: async () => {
      await show('settings?section=connections')
      await page.getByRole('button', { name: `Edit ${long}`, exact: true }).click()
      await page.getByRole('button', { name: 'Test', exact: true }).click()
      await expect(page.getByRole('list', { name: 'Result of the test' })).toBeVisible()
    },
    holds: ['Test'],
  },
]

/** Scrolls to the first match, and returns whether all of it is in the window then, and not cut off by a box around it. */
const comesIntoSight = async (text: string): Promise<boolean> => {
  const found = page.locator('main').getByText(text, { exact: true }).locator('visible=true').first()
  await found.scrollIntoViewIfNeeded()
  return found.evaluate((element) => {
    interface Box {
      readonly left: number
      readonly right: number
    }
    interface Element {
      readonly parentElement: Element | null
      readonly getBoundingClientRect: () => Box
    }
    const { getComputedStyle, innerWidth } = globalThis as unknown as {
      readonly innerWidth: number
      readonly getComputedStyle: (of: Element) => { readonly overflowX: string }
    }
    const own = (element as unknown as Element).getBoundingClientRect()
    let isWhole = own.left >= 0 && own.right <= innerWidth + 1
    for (let each = (element as unknown as Element).parentElement; each !== null; each = each.parentElement) {
      const { left, right } = each.getBoundingClientRect()
      if (getComputedStyle(each).overflowX === 'hidden' && (own.left < left - 1 || own.right > right + 1))
        isWhole = false
    }
    return isWhole
  })
}

const expectWhole = async (holds: readonly string[]): Promise<void> => {
  for (const text of holds)
    await expect.poll(() => comesIntoSight(text), { message: `${text} is in sight` }).toBe(true)
  expect(await sidewaysScroll(page)).toBe(0)
  expect(await overlappingTexts(page)).toEqual([])
  expect(await overflowingFigures(page)).toEqual([])
  // The connection's name in the status line ends in dots; the menu that it opens has it whole.
  expect((await cutWords(page)).filter((text) => text !== long)).toEqual([])
}

for (const { name, enter, holds } of sights) {
  test(`${name} loses nothing of long counts, names and errors at 200 % and at 400 %`, async () => {
    await page.setViewportSize(zoomed)
    await show('monitor')
    await connect()
    await enter()
    for (const size of sizes)
      await test.step(`${size.width} × ${size.height}`, async () => {
        await page.setViewportSize(size)
        await expectWhole(holds)
      })
    await page.keyboard.press('Escape')
  })
}

test('a run in progress, work on dead letters and a connection that failed fit too', async () => {
  await page.setViewportSize(zoomed)
  await show('monitor')
  await connect()
  await monitor.emit(
    {
      ...{ type: 'run-started', runId: 's', at: Date.now() - 86_400_000, until: 'stopped' },
      ...{ maxMessages: many, maxSeconds: 86_400 },
    },
    { type: 'run-settled', counts, at: Date.now() },
    { type: 'run-held', held: many },
  )
  for (const size of sizes) {
    await page.setViewportSize(size)
    await expectWhole(['Pause', 'Stop', '123,456,789,012'])
  }
  await show('rejected')
  await monitor.emit({
    type: 'dead-letter-work',
    work: {
      ...{ runId: 'w', job: 'pull', queue: `${queue}-dead`, step: 'work', since: 0, at: 10_000 },
      ...{ done: many, of: most, end: null },
    },
  })
  for (const size of sizes) {
    await page.setViewportSize(size)
    await expectWhole(['Filters'])
  }
  await monitor.failToConnect(
    failure('database-not-listening', { address: `${long}:5432`, code: error }),
    null,
  )
  for (const view of ['monitor', 'rows', 'rejected', 'runs', 'settings']) {
    await show(view)
    for (const size of sizes) {
      await page.setViewportSize(size)
      await expectWhole(view === 'monitor' ? ['Run'] : [])
    }
  }
})

test('the list of rejected messages keeps room for a message beneath everything above it', async () => {
  await page.setViewportSize(zoomed)
  await connect()
  await show('rejected')
  const list = page.getByRole('list', { name: 'Rejected messages' }).locator('xpath=..')
  for (const size of sizes) {
    await page.setViewportSize(size)
    await list.scrollIntoViewIfNeeded()
    await expect.poll(async () => (await list.boundingBox())?.height ?? 0).toBeGreaterThan(64)
  }
})
