import { expect, test, type Browser, type Locator, type Page } from '@playwright/test'
import { ok } from '../../src/contract/result.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace, readingsOf, sourceOf } from './scripted-places.ts'

/** Names that are read from right to left, in the built page on an engine that has them everywhere. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor
test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
})
test.afterAll(() => browser.close())

/** Digits beside it would change places with it. */
const name = 'שלום'

const [message] = readingsOf(firstPlace).listRejected?.rejected ?? []
const marked = {
  ...{ ...message, messageId: name, tags: [name], note: name },
  ...{ investigatedSince: '2026-03-04T05:06:07.000Z', investigatedBy: name },
}

test.beforeEach(async () => {
  const readings = readingsOf(firstPlace)
  const list = { rejected: [marked], total: 1, next: null }
  monitor.answerWith('listRejected', () => ok(list as never))
  monitor.answerWith('mapRejected', () => ok({ total: 1, points: [], first: [marked] } as never))
  monitor.answerWith('getRejected', () => ok({ ...readings.getRejected, ...marked } as never))
  monitor.answerWith('listTags' as never, () => ok({ tags: [{ tag: name, count: 3 }] } as never))
  await monitor.connectTo({ ...firstPlace, name })
  const source = sourceOf({ ...firstPlace, name })
  const deadLetters = { name, maxReceiveCount: 3 }
  await monitor.emit(
    { type: 'connected', source: { ...source, queue: { ...source.queue, deadLetters } } },
    { type: 'dead-letters', count: 12 },
  )
})

/** Each piece of text that holds the name stands apart from what is before and after it (UAX 9). */
const expectIsolated = async (place: Locator): Promise<void> => {
  await expect(place.getByText(name).first()).toBeVisible()
  const open = await place.evaluate((root: unknown, text: string) => {
    const { document, getComputedStyle, NodeFilter } = globalThis as unknown as PageWorld
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (!node.textContent.includes(text)) continue
      const { unicodeBidi, display } = getComputedStyle(node.parentElement)
      const isApart = unicodeBidi.includes('isolate') || unicodeBidi === 'plaintext'
      // Alone in its line or its box: nothing is beside it that could be moved.
      const isAlone = display !== 'inline' && node.parentElement.textContent.trim() === text
      if (!isApart && !isAlone) found.push(node.parentElement.outerHTML.slice(0, 200))
    }
    return found
  }, name)
  expect(open).toEqual([])
}

/** What runs inside the page; compiled without the types of the DOM. */
interface PageWorld {
  readonly document: { readonly createTreeWalker: (root: unknown, what: number) => Walker }
  readonly getComputedStyle: (of: PageElement) => { readonly unicodeBidi: string; readonly display: string }
  readonly NodeFilter: { readonly SHOW_TEXT: number }
}
interface Walker {
  readonly nextNode: () => { readonly textContent: string; readonly parentElement: PageElement } | null
}
interface PageElement {
  readonly textContent: string
  readonly outerHTML: string
}

test('a queue, a dead-letter queue and its work keep what is beside their names in its place', async () => {
  await page.evaluate(`location.hash = '#/rejected'`)
  const line = page.getByRole('region', { name: 'Dead letters' })
  await expectIsolated(line)
  await expectIsolated(page.getByRole('contentinfo', { name: 'Status' }))
  await monitor.emit({
    type: 'dead-letter-work',
    work: {
      ...{ runId: 'r', job: 'pull', queue: name, step: 'work', since: 0, at: 10_000, done: 0, of: 12 },
      end: null,
    },
  })
  await expectIsolated(line)
})

test('ids, tags and names of persons keep what is beside them in its place, in list, panel and chip', async () => {
  await page.evaluate(`location.hash = '#/rejected?tag=${encodeURIComponent(name)}'`)
  const list = page.getByRole('list', { name: 'Rejected messages' })
  await expectIsolated(list)
  await list.getByRole('button').first().click()
  await expectIsolated(page.getByRole('region', { name: 'Rejected message' }))
})

test('a filter of rows and a saved view keep what is beside them in its place', async () => {
  await page.evaluate(`location.hash = '#/rows'`)
  await page.getByLabel('Filter device_type', { exact: true }).fill(name)
  await expectIsolated(page.getByRole('group', { name: 'Filters' }))
  await page.getByRole('button', { name: 'View', exact: true }).click()
  await page.getByPlaceholder('Name').fill(name)
  await page.keyboard.press('Enter')
  await expectIsolated(page.getByRole('list', { name: /views/i }))
  await page.keyboard.press('Escape')
})
