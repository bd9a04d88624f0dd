import { expect, test, type Browser, type Page } from '@playwright/test'
import type { HistoryStep } from '../../src/contract/history.ts'
import { ok } from '../../src/contract/result.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace, readingsOf } from './scripted-places.ts'

/** The built page on an engine that keeps what a database keeps. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor

test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
})

test.afterAll(() => browser.close())

/** Shows what must be there, and again after a reload. */
const nowAndAfterAReload = async (expectThere: () => Promise<void>): Promise<void> => {
  await monitor.connectTo(firstPlace)
  await expectThere()
  await page.reload()
  await monitor.connectTo(firstPlace)
  await expectThere()
}

test('a reload keeps the last run over the queue, however many others came after it', async () => {
  const { listRuns } = readingsOf(firstPlace)
  const last = listRuns?.runs[0]
  if (last === undefined) throw new Error('The place has a run')
  const others = Array.from({ length: 200 }, (_, index) => ({
    ...last,
    runId: crypto.randomUUID(),
    ...(index % 2 === 0 ? { kind: 'retry' as const } : { queue: 'another' }),
    counts: { ...last.counts, loaded: 999 },
  }))
  monitor.answerWith('listRuns', ({ queue, limit = 30 }) => {
    const of = [...others, last].filter((run) => queue == null || (run.queue === queue && run.kind === 'run'))
    return ok({ runs: of.slice(0, limit), total: of.length, next: null })
  })
  await nowAndAfterAReload(async () => {
    await expect(page.getByTestId('count-loaded')).toHaveText('3')
    await expect(page.getByTestId('count-rejected')).toHaveText('2')
  })
})

test('a reload keeps the chart of the last two minutes', async () => {
  const now = Math.floor(Date.now() / 2_000) * 2_000
  const stepAt = (index: number): HistoryStep => ({
    at: now - (60 - index) * 2_000,
    visible: 4_321,
    ...{ inFlight: 0, delayed: 0, deadLetters: 0, loaded: 0, duplicates: 0, rejected: 0 },
    most: { loaded: 0, duplicates: 0, rejected: 0 },
  })
  const steps = Array.from({ length: 60 }, (_, index) => stepAt(index))
  monitor.remember({ stepSeconds: 2, steps, runs: [], stretches: [] })
  await page.getByRole('radiogroup', { name: 'How far back' }).getByText('2 min', { exact: true }).click()
  await nowAndAfterAReload(() =>
    expect(page.getByRole('table', { name: /^Messages waiting/ })).toContainText('4,321 messages'),
  )
})

test('the notice about a slow sort and the line below the rows say the same number', async () => {
  const readings = readingsOf(firstPlace)
  const { listRows, mapRows } = readings
  if (listRows === undefined || mapRows === undefined) throw new Error('The place has rows')
  monitor.answerWith('listRowIndexes', () => ok({ ready: [], estimatedRows: 1_234_000 }))
  monitor.answerWith('listRows', () => ok({ ...listRows, next: { id: '1', value: null, byRow: false } }))
  await page.evaluate(`location.hash = '#/rows'`)
  await monitor.connectTo(firstPlace)
  const grid = page.getByRole('grid', { name: 'Rows' })
  await grid.getByRole('columnheader', { name: 'user_id' }).getByText('user_id').click()
  const notice = page.getByRole('note').filter({ hasText: 'No index helps to sort by user_id' })
  const foot = page.getByTestId('rows-range')
  const said = async () => [
    /sorts (.*?) rows/.exec((await notice.textContent()) ?? '')?.[1],
    / of (.*)$/.exec((await foot.textContent()) ?? '')?.[1],
  ]
  await expect.poll(said).toEqual(['about 1,234,000', 'about 1,234,000'])
  monitor.answerWith('mapRows', () => ok({ ...mapRows, count: 1_234_567 }))
  await page.getByRole('button', { name: /^Count/ }).click()
  await expect.poll(said).toEqual(['1,234,567', '1,234,567'])
})
