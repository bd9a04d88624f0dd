import { expect, test, type Browser, type Locator, type Page } from '@playwright/test'
import type { DeadLetterWorkView } from '../../src/contract/dead-letter-work.ts'
import { failure } from '../../src/contract/failure.ts'
import type { CommandName } from '../../src/contract/monitor.ts'
import { failed } from '../../src/contract/result.ts'
import {
  answerOf,
  expectApart,
  faultsOf,
  name,
  openRightToLeft,
  other,
  readings,
} from './right-to-left-page.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { forecast } from './scripted-places.ts'
import { done, preview } from './scripted-rules.ts'

/** Names that are read from right to left, in the built page on an engine that has them everywhere. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor
test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openRightToLeft())
})
test.afterAll(() => browser.close())

const answer = (command: CommandName, value: unknown) => answerOf(monitor)(command, value)
const open = (hash: string) => page.evaluate(`location.hash = ${JSON.stringify(hash)}`)
const region = (label: string) => page.getByRole('region', { name: label, exact: true })
const press = (label: string, at: Page | Locator = page) =>
  at.getByRole('button', { name: label, exact: true }).locator('visible=true').click()
const toast = (words: string) => page.getByRole('alert').filter({ hasText: words })
/** What a toast says, and that it says it in order. */
const expectToast = async (words: string): Promise<void> => {
  await expectApart(toast(words))
  await toast(words).getByRole('button', { name: 'Close', exact: true }).click()
  await expect(toast(words)).toHaveCount(0)
}

test('a queue, a dead-letter queue and all work on it keep what is beside their names in its place', async () => {
  await open('#/rejected')
  const line = region('Dead letters')
  await expect(line).toContainText(`12 messages in the dead-letter queue ${name}`)
  await expectApart(line)
  await expectApart(page.getByRole('contentinfo', { name: 'Status' }))
  const tell = (more: Partial<DeadLetterWorkView>) =>
    monitor.emit({
      type: 'dead-letter-work',
      work: {
        ...{ runId: 'r', job: 'pull', queue: name, step: 'work', since: 0, at: 10_000, done: 0, of: 12 },
        ...{ end: null, ...more },
      },
    })
  for (const [more, words] of [
    [{}, `Pulling from ${name}: 0 of about 12`],
    [{ job: 'redrive' }, `Sending from ${name}: 0 of about 12`],
    [{ job: 'move' }, `SQS moves the messages of ${name}: 0 of about 12`],
    [{ job: 'move', step: 'origins' }, `Checking whether each message of ${name} carries its origin: 0 of`],
    [{ job: 'send-back' }, `Sending to ${name}: 0 of 12`],
  ] as const) {
    await tell(more)
    await expect(line).toContainText(words)
    await expectApart(line)
    await expect(line.getByRole('progressbar')).toHaveAccessibleName(words.replace(/ 0 of.*$/, ''))
  }
  const outcome = { queue: name, runId: 'r', pulled: 0, known: 0, others: 0, end: 'done', failure: null }
  await tell({ end: { job: 'pull', outcome } } as never)
  await expect(line).toContainText(`Nothing was pulled from ${name}.`)
  await expectApart(line)
  const cause = failure('queue-missing', { queue: name, endpoint: 'http://first.test:4566' })
  await tell({ end: { job: 'none', failure: cause } } as never)
  await expect(line).toContainText(`There is no queue named ${name} at http://first.test:4566.`)
  await expectApart(line)
  await press('Done', line)
})

test('what is known of a dead-letter queue keeps a list of names in its order', async () => {
  answer('lookAtDeadLetters', {
    ...{ queue: name, deadLettersOf: [name, other], denied: [] },
    deadLetters: { name, maxReceiveCount: 3, isMissing: false, waiting: 12, others: [other, name] },
  })
  await press('Look')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(`After 3 receives, ${name} moves a message to ${name}.`)
  await expectApart(dialog)
  await press('Redrive…', dialog)
  await expect(dialog).toContainText(`${name} is also the dead-letter queue of ${other}, ${name}.`)
  await expectApart(dialog)
  await page.keyboard.press('Escape')
})

test('ids, tags, reasons, persons and versions keep what is beside them in its place, in list, panel, chip and toast', async () => {
  const chosen = new URLSearchParams({ tag: name, path: `/${name}`, definition: `${name} 0123` })
  await open(`#/rejected?${chosen.toString()}`)
  const list = page.getByRole('list', { name: 'Rejected messages' })
  await expectApart(list)
  await expectApart(page.getByRole('list', { name: 'Causes' }))
  await list.getByRole('button').first().click()
  const panel = region('Rejected message')
  await expectApart(panel.getByRole('list', { name: 'Reasons' }))
  await expect(panel.getByRole('list', { name: 'Reasons' })).toContainText(
    `The message was moved to a dead-letter queue: ${name}`,
  )
  await expectApart(panel.getByRole('list', { name: 'Versions' }))
  await expect(panel).toContainText(`by ${name}`)
  await press(`Remove tag ${name}`, panel)
  await expectToast(`12 messages no longer tagged ${name}; 3 had`)
  await panel.getByLabel('Tag', { exact: true }).fill(name)
  await page.keyboard.press('Enter')
  await expectToast(`12 messages tagged ${name}; 3 had`)
  await press('Copy id', panel)
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(name)
  await press('Saved')
  await page.getByLabel('Name of the filter').fill(name)
  await page.keyboard.press('Enter')
  await expectApart(page.getByRole('list', { name: 'Saved filters' }))
  await expect(page.getByRole('button', { name: `Delete ${name}`, exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
})

test('a ticked message differs from one beneath the pointer by more than its tick', async () => {
  await open('#/rejected')
  answer('listRejected', { ...readings.listRejected })
  answer('mapRejected', { ...readings.mapRejected })
  await page.reload()
  await monitor.emit({ type: 'dead-letters', count: 12 })
  const rows = page.getByRole('list', { name: 'Rejected messages' }).getByRole('listitem')
  await expect(rows).toHaveCount(2)
  const groundOf = (row: Locator) =>
    row.evaluate(
      (element) =>
        `${(globalThis as unknown as { getComputedStyle: (of: unknown) => { backgroundColor: string } }).getComputedStyle(element).backgroundColor}`,
    )
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await rows.nth(0).getByRole('checkbox').check()
    await rows.nth(1).hover()
    const ticked = await groundOf(rows.nth(0))
    expect(ticked).not.toBe(await groundOf(rows.nth(1)))
    await rows.nth(0).hover()
    expect(await groundOf(rows.nth(0))).toBe(ticked)
    await rows.nth(0).getByRole('checkbox').uncheck()
  }
  await page.emulateMedia({ colorScheme: null })
})

test('columns, filters, views, indexes and exports of rows keep what is beside their names in its place', async () => {
  answer('listRowIndexes', { ready: [name], estimatedRows: 3 })
  answer('summarizeRows', { top: [{ value: other, count: 12 }], others: 0 })
  await open('#/rows')
  const grid = page.getByRole('grid').filter({ visible: true })
  await expectApart(grid)
  await page.getByLabel(`Filter ${name}`, { exact: true }).fill(other)
  const chips = page.getByRole('group', { name: 'Filters' })
  await expect(chips).toContainText(`${name} contains “${other}” (any case)`)
  await expectApart(chips)
  await expect(
    chips.getByRole('button', { name: `Remove: ${name} contains “${other}” (any case)` }),
  ).toBeVisible()
  await press('Clear filters')
  await grid.locator(`th[data-column="${name}"]`).click({ button: 'right' })
  await expectApart(page.getByRole('menu'))
  await page.keyboard.press('Escape')
  await press('Columns')
  await expectApart(page.getByRole('list', { name: 'Columns' }))
  await press(`Remove the index for sorting by ${name}`)
  await expectToast(`The index for sorting by ${name} is removed`)
  await page.keyboard.press('Escape')
  await press('Summary')
  await expectApart(region('Summary'))
  answer('exportItems', { how: 'saved', file: { name: `${name}-2026-11-23.csv`, items: 12, bytes: 1 } })
  await press('Export')
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  await expectToast(`12 rows exported to ${name}-2026-11-23.csv`)
  await press('View')
  await page.getByPlaceholder('Name').fill(name)
  await page.keyboard.press('Enter')
  await expectApart(page.getByRole('list', { name: /views/i }))
  await page.keyboard.press('Escape')
  await grid.locator('tbody tr[data-index] td').first().dblclick()
  await expectApart(region('Row'))
})

test('a rule keeps what is beside its name in its place while it is applied, and when it is kept', async () => {
  answer('previewRule', { ...preview, reasons: [{ code: 'missing-field', pointer: `/${name}`, count: 12 }] })
  await open('#/rejected')
  await page.getByRole('list', { name: 'Causes' }).getByRole('button').last().click()
  await press('Mend the group…')
  const panel = region('Mend the group')
  await expectApart(panel)
  await panel.getByRole('combobox', { name: 'Rule', exact: true }).selectOption('former-names')
  await press('Preview', panel)
  await expectApart(panel.getByTestId('preview'))
  await panel.locator('input[type="file"]').setInputFiles({
    ...{ name: `${name}.json`, mimeType: 'application/json', buffer: Buffer.alloc(2 ** 21, ' ') },
  })
  await expectToast(`${name}.json is larger than a rule can be`)
  const repair = { runId: 'r', name, hash: 'aaaaaaaaaaaaaaaa', stages: [], end: null }
  await monitor.emit({ type: 'repair', repair })
  await expect(panel).toContainText(`Applying ${name}`)
  await expectApart(panel)
  await press('Close', panel)
  await monitor.emit({ type: 'repair', repair: { ...repair, end: done } })
  await expectToast(`${name}: 1,239 sent`)
})

test('failures, a dry run, a trace and the pipeline keep what is beside a name in its place', async () => {
  const missing = failure('queue-missing', { queue: name, endpoint: 'http://first.test:4566' })
  monitor.answerWith('markRejected', () => failed(missing))
  await open('#/rejected')
  await page.getByRole('list', { name: 'Rejected messages' }).getByRole('button').first().click()
  await press('End investigation', region('Rejected message'))
  await expectToast(`There is no queue named ${name} at http`)

  await open('#/monitor')
  await expectApart(page.getByRole('region', { name: 'Pipeline' }))
  answer('dryRun', {
    ...forecast,
    notes: {
      ...{ messages: 2, others: 0, cut: [{ field: name, messages: 1 }] },
      ignored: [
        { pointer: `/${name}`, messages: 1 },
        { pointer: `/${other}`, messages: 12 },
      ],
    },
  })
  await press('Dry run')
  await expect(page.getByTestId('forecast')).toContainText(`Values of ${name} are finer`)
  await expectApart(page.getByTestId('forecast'))

  await open('#/runs')
  await expectApart(page.getByRole('table', { name: 'Runs' }))
  await press('Trace…')
  const dialog = page.getByRole('dialog', { name: 'Trace a message' })
  await dialog.getByLabel('Message id or origin id').fill(name)
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText(`Nothing is known of ${name} here.`)
  await expectApart(dialog)
  await page.keyboard.press('Escape')
  await open('#/settings?section=event')
  await open('#/settings?section=connections')
  expect(await faultsOf(page)).toEqual([])
  await monitor.failToConnect(missing, null)
  await expectApart(page.getByRole('alert').filter({ hasText: 'There is no queue named' }))
})
