import { expect, test } from '@playwright/test'
import { expectNoViolations } from './axe-steps.ts'
import { cutWords } from './page-steps.ts'
import { openFindingPage, type FindingPage } from './finding-page.ts'
import type { ScriptedFinding } from './scripted-finding.ts'

/** The rejected messages on a scripted engine that marks and finds. */
let on: FindingPage
let finding: ScriptedFinding
test.beforeAll(async () => {
  on = await openFindingPage()
})
test.beforeEach(async () => {
  finding = await on.begin()
})
test.afterAll(() => on.browser.close())

const text = () => on.page.getByRole('textbox', { name: 'Text in the body' })

test('a message is tagged, noted and investigated with the mouse, and each is undone', async () => {
  await on.open('00000000-message')
  await on.panel().getByLabel('Tag', { exact: true }).fill('bug 7')
  await on.panel().getByRole('button', { name: 'Add tag' }).click()
  await expect(on.panel().getByRole('list', { name: 'Tags' })).toHaveText(/bug 7/)
  await expect(on.items().last()).toContainText('bug 7')
  await on.button('Undo').last().click()
  await expect(on.panel().getByRole('list', { name: 'Tags' })).toHaveCount(0)
  expect(on.monitor.lastInput('markRejected')).toMatchObject({
    ...{ which: { by: 'change' }, mark: { do: 'untag', tag: 'bug 7' } },
  })
  await on.panel().getByRole('button', { name: 'Investigate', exact: true }).click()
  await expect(on.panel()).toContainText(/Under investigation, begun .* by ann@desk/)
  await on.panel().getByLabel('Note', { exact: true }).fill('asked the sender')
  await on.panel().getByRole('button', { name: 'Save note' }).click()
  await expect(on.panel().getByRole('button', { name: 'Save note' })).toHaveCount(0)
  expect(on.monitor.lastInput('noteRejected')).toMatchObject({ note: 'asked the sender' })
  await on.button('Undo').last().click()
  await expect(on.panel().getByLabel('Note', { exact: true })).toHaveValue('')
})

test('a selection is tagged and untagged with the keyboard alone', async () => {
  await on.list().getByRole('button').first().focus()
  await on.page.keyboard.press('Control+a')
  await expect(on.said('3 selected')).toBeVisible()
  await on.button('Tag…').focus()
  await on.page.keyboard.press('Enter')
  await expect(on.page.getByLabel('Tag', { exact: true })).toBeFocused()
  await on.page.keyboard.type('bug 7')
  await on.page.keyboard.press('Enter')
  await expect(on.page.getByText('3 messages tagged bug 7')).toBeVisible()
  for (const item of await on.items().all()) await expect(item).toContainText('bug 7')
  await expect(on.said('3 selected')).toBeVisible()
  await on.button('Tag…').press('Enter')
  await expect(on.page.getByLabel('Tag', { exact: true })).toBeFocused()
  await on.page.keyboard.type('bug 7')
  await on.page.getByRole('button', { name: 'Remove tag' }).last().press('Enter')
  await expect(on.page.getByText('3 messages no longer tagged bug 7')).toBeVisible()
})

test('every state can be chosen, including under investigation', async () => {
  const state = on.page.getByRole('combobox', { name: 'State' })
  await state.selectOption('Under investigation')
  await expect(on.items()).toHaveCount(1)
  expect(on.monitor.lastInput('mapRejected')).toMatchObject({ filter: { state: 'kept', investigated: true } })
  for (const [label, value] of [
    ['Already loaded', 'already-loaded'],
    ['Erased', 'erased'],
    ['Rejected again', 'rejected-again'],
  ] as const) {
    await state.selectOption(label)
    await expect.poll(() => on.monitor.lastInput('mapRejected')).toMatchObject({ filter: { state: value } })
  }
  await expect(on.page.getByText('Nothing was rejected again')).toBeVisible()
})

test('a text is searched with progress, a new search ends the former, and its results are acted on together', async () => {
  await text().fill('android')
  await text().press('Enter')
  await expect(on.said('Searching covered bodies')).toBeVisible()
  await expect(on.button('Try all 3 again')).toBeDisabled()
  await expect(on.button('Export')).toHaveCount(0)
  const { operation } = on.monitor.lastInput('searchRejected') as { readonly operation: string }
  await on.monitor.emit({ type: 'look', operation, look: { looked: 12_000, of: 100_000 } })
  await expect(on.said('Searching covered bodies: 12,000 of 100,000')).toBeVisible()
  await text().fill('ios')
  await text().press('Enter')
  await expect.poll(() => finding.cancelled).toEqual([operation])
  await expect.poll(() => on.monitor.lastInput('searchRejected')).toMatchObject({ text: 'ios' })
  finding.answerSearch({ ids: ['3', '1'], searched: 20_000, of: 100_000, unopened: 1 })
  await expect(on.said('2 found, searched the newest 20,000 of 100,000; 1 could not be opened')).toBeVisible()
  await expect(on.items()).toHaveCount(2)
  await on.button('Discard all 2').click()
  expect(on.monitor.lastInput('discardRejected')).toMatchObject({
    which: { by: 'filter', filter: { among: ['3', '1'] }, upTo: '3' },
  })
  await on.button('Clear text').click()
  await expect(text()).toHaveValue('')
})

test('a search is cancelled, and the list is as it was', async () => {
  await text().fill('android')
  await text().press('Enter')
  await on.button('Cancel search').click()
  await expect.poll(() => finding.cancelled.length).toBe(1)
  await expect(on.items()).toHaveCount(3)
  await expect(on.button('Try all 3 again')).toBeEnabled()
})

test('filters are saved under a name, found again, and offered by the palette', async () => {
  await on.button('Filters').click()
  await on.page.getByLabel('Tag', { exact: true }).selectOption('vendor')
  await on.page.getByLabel('Place of a fault').fill('/ip')
  await on.page.getByLabel('Rejected by the definition').selectOption('user_login 0123456789abcdef')
  await on.page.keyboard.press('Escape')
  await expect(on.items()).toHaveCount(1)
  expect(on.monitor.lastInput('mapRejected')).toMatchObject({
    filter: { tag: 'vendor', path: '/ip', definition: 'user_login 0123456789abcdef' },
  })
  await on.button('Saved').click()
  await on.page.getByLabel('Name of the filter').fill('Vendor')
  await on.page.keyboard.press('Enter')
  await on.page.keyboard.press('Escape')
  for (const off of ['Any tag', 'Any place', 'Any definition']) await on.button(off).click()
  await expect(on.items()).toHaveCount(3)
  await on.button('Saved').click()
  await on.button('Vendor').click()
  await expect(on.items()).toHaveCount(1)
  await on.button('Any tag').click()
  await on.page.keyboard.press('Control+k')
  await on.page.keyboard.type('Rejected: Vendor')
  await on.page.keyboard.press('Enter')
  await expect(on.button('Any tag')).toBeVisible()
  await expect(on.items()).toHaveCount(1)
})

test('bodies are exported covered, or in clear for a reason', async () => {
  await on.button('Export').click()
  await on.page.getByRole('menuitem', { name: 'JSON lines, covered' }).click()
  await expect
    .poll(() => on.monitor.lastInput('exportItems'))
    .toMatchObject({
      ...{ format: 'jsonl', subject: { bodies: { how: 'covered' } } },
    })
  await on.button('Export').click()
  await on.page.getByRole('menuitem', { name: 'JSON lines, in the clear…' }).click()
  const dialog = on.page.getByRole('dialog', { name: 'Export 3 messages in the clear' })
  await expect(dialog.getByRole('button', { name: 'Export' })).toBeDisabled()
  await dialog.getByLabel('Why do you need to see it?').fill('ticket 12')
  await on.page.keyboard.press('Enter')
  await expect
    .poll(() => on.monitor.lastInput('exportItems'))
    .toMatchObject({
      ...{ format: 'jsonl', subject: { bodies: { how: 'clear', why: 'ticket 12' } } },
    })
})

const states = [
  {
    name: 'a list with marks and filters',
    enter: async () => {
      await on.button('Filters').click()
      await on.page.getByLabel('Place of a fault').fill('/device/of/a/deep/place/that/is/long')
      await on.page.keyboard.press('Escape')
    },
  },
  { name: 'the filters', enter: () => on.button('Filters').click() },
  { name: 'the saved filters', enter: () => on.button('Saved').click() },
  {
    name: 'a message with marks',
    enter: async () => {
      await on.open('00000002-message')
      await on.panel().getByRole('button', { name: 'Investigate', exact: true }).click()
    },
  },
  {
    name: 'the marks of a selection',
    enter: async () => {
      await on.page.getByLabel('Select all').check()
      await on.button('Tag…').click()
    },
  },
  {
    name: 'what a search found',
    enter: async () => {
      await text().fill('ios')
      await text().press('Enter')
      await expect.poll(() => on.monitor.lastInput('searchRejected')).toMatchObject({ text: 'ios' })
      finding.answerSearch({ ids: ['3', '1'], searched: 20_000, of: 100_000, unopened: 1 })
      await expect(on.button('Clear text')).toBeVisible()
    },
  },
  {
    name: 'the reason of an export in the clear',
    enter: async () => {
      await on.button('Export').click()
      await on.page.getByRole('menuitem', { name: 'JSON lines, in the clear…' }).click()
    },
  },
]

for (const { name, enter } of states)
  test(`${name}: axe objects to nothing, and no words are cut, at any size`, async ({}, info) => {
    await enter()
    await expectNoViolations(on.page, name)
    for (const [width, height] of [
      [1280, 800],
      [640, 600],
      [320, 600],
    ] as const) {
      await on.page.setViewportSize({ width, height })
      for (const colorScheme of ['light', 'dark'] as const) {
        await on.page.emulateMedia({ colorScheme })
        await info.attach(`${name} ${width} ${colorScheme}`, {
          ...{ body: await on.page.screenshot(), contentType: 'image/png' },
        })
      }
      expect(await cutWords(on.page)).toEqual([])
      await expect
        .poll(() => on.page.evaluate('document.documentElement.scrollWidth <= innerWidth'))
        .toBe(true)
    }
  })
