import { expect, test, type Browser, type Page } from '@playwright/test'
import type { HistoryStep } from '../../src/contract/history.ts'
import { expectNoViolations } from './axe-steps.ts'
import { builtIn, connectAnd, ended, inPhase, runId, running, states } from './monitor-states.ts'
import { overlappingTexts, sidewaysScroll } from './page-layout.ts'
import { cutWords, openView } from './page-steps.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace } from './scripted-places.ts'

/** The top of the Monitor in the built page, on an engine that follows each test. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor

test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
})

test.afterAll(() => browser.close())

test.beforeEach(async () => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.evaluate(`location.hash = '#/monitor'`)
})

const sizes = [
  { width: 640, height: 600 },
  { width: 900, height: 600 },
  { width: 1280, height: 800 },
  { width: 2560, height: 1440 },
]

/** Counts that reach into the part that their way leads to. */
const beyondTheirWay = `['received', 'well-formed', 'loaded'].filter((name) => {
  const count = document.querySelector('[data-testid="count-' + name + '"]')
  return count !== null && count.getBoundingClientRect().right > count.closest('dl').getBoundingClientRect().right - 4
})`

const figures = [
  ...['received', 'well-formed', 'loaded', 'rejected', 'duplicates', 'released'].map(
    (name) => `count-${name}`,
  ),
  ...['visible', 'in-flight', 'delayed'].map((name) => `depth-${name}`),
]

for (const { name, enter, primary, fitsFrom = 0 } of states) {
  test(`${name}, every count is visible at every size, nothing overlaps, and one button is the primary one`, async () => {
    await enter(monitor)
    const buttons = page.locator('button[data-variant="filled"], a[data-variant="filled"]')
    await expect(buttons).toHaveText([primary])
    for (const size of sizes) {
      await page.setViewportSize(size)
      await test.step(`${size.width} × ${size.height}`, async () => {
        for (const id of figures) {
          const count = page.getByTestId(id)
          if (size.width >= fitsFrom) await expect(count).toBeInViewport({ ratio: 1 })
          // Otherwise the view scrolls to it, beneath what is above and around it.
          else if ((await count.count()) > 0) {
            await count.evaluate((element) => element.scrollIntoView({ block: 'center' }))
            await expect(count).toBeInViewport({ ratio: 1 })
          }
        }
        expect(await overlappingTexts(page)).toEqual([])
        expect(await page.evaluate(beyondTheirWay)).toEqual([])
        expect(await cutWords(page)).toEqual([])
        expect(await sidewaysScroll(page)).toBe(0)
      })
    }
  })
}

test('nothing moves from rest through a run and a pause to its end', async () => {
  await page.setViewportSize({ width: 900, height: 600 })
  const places = async () => {
    const found = ['depth-visible', 'count-received', 'count-rejected', 'count-released']
    const boxes = await Promise.all(found.map((id) => page.getByTestId(id).boundingBox()))
    const stop = await page.getByRole('button', { name: 'Stop' }).boundingBox()
    return [...boxes, stop].map((box) => [box?.x, box?.y])
  }
  await connectAnd(monitor, ...running())
  const before = await places()
  for (const event of [
    { type: 'run-bottleneck', bottleneck: 'database' },
    inPhase({ name: 'paused' }),
    inPhase({ name: 'receiving' }),
    inPhase({ name: 'finishing' }),
    ended('drained'),
  ] as const) {
    await monitor.emit(event)
    await expect(page.getByTestId('phase')).not.toBeEmpty()
    expect(await places()).toEqual(before)
  }
})

test('every count leads to what it counts', async () => {
  await connectAnd(monitor, ...running(), ended('drained'))
  const link = (name: string) => page.getByRole('link', { name: new RegExp(`^${name}: `) })
  for (const name of ['Received', 'Well formed', 'Duplicates', 'Released'])
    await expect(link(name)).toHaveAttribute('href', `#/runs?run=${runId}`)
  await link('Received').click()
  await expect(page.getByRole('region', { name: 'Run', exact: true })).toBeVisible()

  await openView(page, 'Monitor')
  await link('Loaded').click()
  const chips = page.getByRole('group', { name: 'Filters' })
  await expect(chips).toContainText('Loaded by run 6f1c2b1e')
  await expect.poll(() => monitor.lastInput('listRows')).toMatchObject({ run: runId, filters: [] })
  await expect.poll(() => monitor.lastInput('mapRows')).toMatchObject({ run: runId })
  expect(page.url()).toContain(`run=${runId}`)
  await openView(page, 'Monitor')
  await openView(page, 'Rows')
  await expect(chips).toContainText('Loaded by run 6f1c2b1e')
  await chips.getByRole('button', { name: 'Remove: loaded by one run' }).click()
  await expect(chips).toHaveCount(0)
  await expect.poll(() => monitor.lastInput('listRows')).not.toHaveProperty('run')
  expect(page.url()).not.toContain('run=')

  await openView(page, 'Monitor')
  await link('Rejected').click()
  await expect(page.getByRole('search')).toContainText('Run 6f1c2b1e')
  await expect(page.getByRole('combobox', { name: 'State' })).toHaveValue('all')
  expect(monitor.lastInput('mapRejected')).toMatchObject({ filter: { runId, state: 'all', cause: null } })

  await openView(page, 'Monitor')
  await page.getByRole('list', { name: 'Commonest causes' }).getByRole('link').click()
  const causes = page.getByRole('list', { name: 'Causes' }).locator('visible=true')
  await expect(causes.getByRole('button', { pressed: true })).toContainText('Not JSON')
  expect(monitor.lastInput('mapRejected')).toMatchObject({
    filter: { runId, state: 'all', cause: 'not-json ' },
  })

  // What the address asked for can be changed, and another click asks for it again.
  await causes.getByRole('button', { name: 'All causes' }).click()
  await expect(causes.getByRole('button', { pressed: true })).toContainText('All causes')
  await openView(page, 'Monitor')
  await page.getByRole('list', { name: 'Commonest causes' }).getByRole('link').click()
  await expect(causes.getByRole('button', { pressed: true })).toContainText('Not JSON')
})

test('a count of zero leads nowhere, and exact numbers and zero are not called estimates', async () => {
  await monitor.connectTo(builtIn)
  await expect(page.getByText('≈')).toHaveCount(0)
  await monitor.connectTo(firstPlace)
  await expect(page.getByText('≈')).toHaveCount(1)
  await expect(page.getByRole('link', { name: /^Released: / })).toHaveCount(0)
})

test('the bottleneck is named while it is clear, and only if messages are waiting', async () => {
  const words = page.getByTestId('bottleneck')
  await connectAnd(monitor, ...running())
  await expect(words).toHaveCount(0)
  await monitor.emit({ type: 'run-bottleneck', bottleneck: 'database' })
  await expect(words).toHaveText('Bottleneck: the database. Messages wait for it to store them.')
  await monitor.emit({ type: 'run-bottleneck', bottleneck: 'queue' })
  await expect(words).toContainText('Bottleneck: the queue.')
  await monitor.emit({ type: 'depth', depth: { visible: 0, inFlight: 0, delayed: 0, at: Date.now() } })
  await expect(words).toHaveCount(0)
})

test('numbers that come ten times a second change at most twice a second', async () => {
  await connectAnd(monitor, ...running())
  const changes = page.evaluate<number>(`new Promise((resolve) => {
    const count = document.querySelector('[data-testid="count-received"]')
    let seen = 0
    const observer = new MutationObserver(() => { seen += 1 })
    observer.observe(count, { characterData: true, childList: true, subtree: true })
    setTimeout(() => { observer.disconnect(); resolve(seen) }, 2500)
  })`)
  for (let frame = 0; frame < 24; frame += 1) {
    await monitor.emit({
      ...{ type: 'run-settled', at: Date.now() },
      counts: { received: 10, loaded: 10, duplicates: 0, rejected: 0, released: 0 },
    })
    await page.waitForTimeout(90)
  }
  const seen = await changes
  expect(seen).toBeGreaterThan(1)
  expect(seen).toBeLessThanOrEqual(6)
})

test('the chart can be hovered at every range, with bands, and its table hides no peak', async () => {
  const now = Math.floor(Date.now() / 2_000) * 2_000
  const stepAt = (index: number): HistoryStep => ({
    at: now - (240 - index) * 2_000,
    visible: index === 77 ? 125_000 : 10,
    ...{ inFlight: 0, delayed: 0, deadLetters: 0, loaded: 0, duplicates: 0, rejected: 0 },
    most: { loaded: index === 78 ? 4_321 : 0, duplicates: 0, rejected: 0 },
  })
  const steps = Array.from({ length: 240 }, (_, index) => stepAt(index))
  const runs = [{ runId: 'r0', from: now - 400_000, to: now - 300_000 }]
  const stretches = [
    { kind: 'pause', from: now - 380_000, to: now - 360_000 },
    { kind: 'outage', from: now - 340_000, to: now - 320_000 },
  ] as const
  monitor.remember({ stepSeconds: 2, steps, runs, stretches })
  await monitor.connectTo(firstPlace)
  await monitor.emit(...running())
  const chart = page.getByRole('img', { name: /^Messages waiting, and throughput/ })
  for (const range of ['15 min', '1 h', '24 h', '7 days', '2 min']) {
    await page.getByRole('radiogroup', { name: 'How far back' }).getByText(range, { exact: true }).click()
    await expect(chart).toHaveAccessibleName(new RegExp(`over the last ${range}`))
    await chart.hover({ position: { x: 300, y: 40 } })
    await expect(chart.getByText('Waiting')).toBeVisible()
    await chart.focus()
    await page.keyboard.press('End')
    await expect(chart.getByText(/ · Run/)).toBeVisible()
    const table = page.getByRole('table', { name: /^Messages waiting/ })
    if (range !== '2 min') {
      await expect(table).toContainText('125,000 messages')
      await expect(table).toContainText('4,321 messages/s')
      for (const band of ['Run', 'Paused', 'Outage']) await expect(table).toContainText(band)
    }
  }
})

test('over a queue that is away the last numbers are grey, with their time', async () => {
  await connectAnd(monitor, ...running())
  await monitor.neighbour('queue', 'away')
  await expect(page.getByTestId('as-of')).toContainText('the queue does not answer')
  const color = (id: string) =>
    page.evaluate<string>(`getComputedStyle(document.querySelector('[data-testid="${id}"]')).color`)
  expect(await color('depth-visible')).not.toBe(await color('count-received'))
  await monitor.neighbour('queue', 'reachable')
  await expect(page.getByTestId('as-of')).toHaveCount(0)
})

test('axe finds no fault, in either theme, during and after a run', async () => {
  for (const events of [running(), [...running(), ended('failed')]]) {
    await connectAnd(monitor, ...events, { type: 'run-bottleneck', bottleneck: 'queue' })
    await expect(page.getByRole('list', { name: 'Commonest causes' }).getByRole('link')).toBeVisible()
    await expectNoViolations(page, events.length > running().length ? 'after a run' : 'in a run')
  }
})
