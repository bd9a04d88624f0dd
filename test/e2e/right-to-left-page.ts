import { expect, type Locator, type Page } from '@playwright/test'
import { logins } from '../../src/contract/logins.ts'
import type { CommandName } from '../../src/contract/monitor.ts'
import { ok } from '../../src/contract/result.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage, type ScriptedPage } from './scripted-page.ts'
import { firstPlace, readingsOf, sourceOf } from './scripted-places.ts'
import { scriptRules } from './scripted-rules.ts'

/** Digits beside it would change places with it. */
export const name = 'שלום'
export const other = 'עולם'

const place = { ...firstPlace, name }
export const readings = readingsOf(place)
const [message] = readings.listRejected?.rejected ?? []
const reasons = [
  { code: 'missing-field', pointer: `/${name}`, detail: null, range: null },
  { code: 'unknown-field', pointer: `/${other}`, detail: null, range: null },
  { code: 'dead-letter', pointer: '', detail: name, range: null },
]
const marked = {
  ...{ ...message, messageId: name, tags: [name, other], note: name, reasons },
  ...{ investigatedSince: '2026-03-04T05:06:07.000Z', investigatedBy: name },
}
const cause = `missing-field /${name}\nunknown-field /${other}`
const version = {
  ...{ version: 1, base: 0, rule: name, madeBy: other, takenBy: name, madeAt: marked.investigatedSince },
  ...{ sends: 1, outcome: 'rejected-again', outcomeAt: marked.investigatedSince, runId: null, reasons },
}

const event = {
  ...logins,
  label: name,
  table: {
    ...{ ...logins.table, name, rowNumber: other },
    columns: logins.table.columns.map((column) => (column === 'locale' ? name : column)),
  },
  fields: logins.fields.map((field) =>
    field.name === 'locale'
      ? { ...field, name, column: name }
      : field.mask === null
        ? field
        : { ...field, name: `${field.name}-${name}` },
  ),
}

/** Some answers are in part like the real ones. */
export const answerOf =
  (monitor: ScriptedMonitor) =>
  (command: CommandName, value: unknown): void =>
    monitor.answerWith(command, () => ok(value as never))

/** The built page on an engine that has the names everywhere. */
export const openRightToLeft = async (): Promise<ScriptedPage> => {
  const opened = await openScriptedPage()
  const { page, monitor } = opened
  const answer = answerOf(monitor)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  scriptRules(monitor)
  answer('listRejected', { rejected: [marked], total: 1, next: null })
  answer('mapRejected', { total: 1, points: [], first: [marked] })
  answer('getRejected', { ...readings.getRejected, ...marked })
  answer('listCauses', { causes: [{ cause, count: 12, newestAt: version.madeAt }], groups: 1, total: 12 })
  answer('listVersions', { ...marked, versions: [version], returns: [] })
  answer('markRejected', { changed: 12, changeId: 'c', full: 3 })
  answer('traceMessage', { rows: [], rejections: [] })
  await monitor.connectTo(place)
  const source = sourceOf(place)
  const deadLetters = { name, maxReceiveCount: 3 }
  await monitor.emit(
    { type: 'connected', source: { ...source, event, queue: { ...source.queue, deadLetters } } },
    { type: 'dead-letters', count: 12 },
  )
  return opened
}

/** What runs inside the page; compiled without the types of the DOM. */
interface PageWorld {
  readonly document: {
    readonly body: PageElement
    readonly createTreeWalker: (root: unknown, what: number) => Walker
  }
  readonly getComputedStyle: (of: PageElement) => { readonly unicodeBidi: string; readonly display: string }
  readonly NodeFilter: { readonly SHOW_ALL: number }
}
interface Walker {
  readonly nextNode: () => PageElement | null
}
interface PageElement {
  readonly nodeType: number
  readonly nodeName: string
  readonly textContent: string
  readonly parentElement: PageElement
  readonly outerHTML: string
  readonly attributes?: Iterable<{ readonly name: string; readonly value: string }>
}

/** Texts and attributes of the whole page, hidden views too, in which a name is not alone, or in which marks are left. */
export const faultsOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(
    (texts) => {
      const { document, getComputedStyle, NodeFilter } = globalThis as unknown as PageWorld
      const found: string[] = []
      // Around a name, nothing but what is written together with it.
      const alone = new RegExp(`^\\S*(?:${texts.join('|')})\\S*$`, 'u')
      const isMarked = (text: string) => /[\u2066-\u2069]/.test(text)
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL)
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        for (const { name: attribute, value } of node.attributes ?? [])
          if (isMarked(value)) found.push(`${attribute}="${value}"`)
        if (node.nodeType !== 3) continue
        const { textContent, parentElement } = node
        if (isMarked(textContent)) found.push(`marked: ${textContent}`)
        // An option takes no markup, and is alone in its line.
        if (!texts.some((text) => textContent.includes(text)) || parentElement.nodeName === 'OPTION') continue
        let apart = parentElement
        const isInline = (of: PageElement) => {
          const { display, unicodeBidi } = getComputedStyle(of)
          return display === 'inline' && !unicodeBidi.includes('isolate') && unicodeBidi !== 'plaintext'
        }
        while (isInline(apart)) apart = apart.parentElement
        if (!alone.test(apart.textContent.trim())) found.push(apart.outerHTML.slice(0, 240))
      }
      return found
    },
    [name, other],
  )

/** The name is visible at a place, and each text of the page that contains it is apart from what is beside it (UAX 9). */
export const expectApart = async (where: Locator): Promise<void> => {
  await expect(where.getByText(name).locator('visible=true').first()).toBeVisible()
  expect(await faultsOf(where.page())).toEqual([])
}
