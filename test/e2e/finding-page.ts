import { expect, type Locator } from '@playwright/test'
import { scriptFinding, type ScriptedFinding } from './scripted-finding.ts'
import { openScriptedPage, type ScriptedPage } from './scripted-page.ts'
import { firstPlace } from './scripted-places.ts'

/** The rejected messages on a scripted engine that marks, notes and finds, and what people reach for in them. */
export interface FindingPage extends ScriptedPage {
  readonly list: () => Locator
  readonly items: () => Locator
  readonly panel: () => Locator
  readonly said: (words: string) => Locator
  readonly button: (name: string) => Locator
  readonly open: (messageId: string) => Promise<void>
  /** Begins again, over three messages. */
  readonly begin: () => Promise<ScriptedFinding>
}

export const openFindingPage = async (): Promise<FindingPage> => {
  const scripted = await openScriptedPage()
  const { page, monitor } = scripted
  const list = () => page.getByRole('list', { name: 'Rejected messages' })
  const items = () => list().getByRole('listitem')
  return {
    ...scripted,
    ...{ list, items },
    panel: () => page.getByRole('region', { name: 'Rejected message' }),
    said: (words) => page.getByText(words, { exact: true }),
    button: (name) => page.getByRole('button', { name, exact: true }),
    open: (messageId) => list().getByRole('button').filter({ hasText: messageId }).click(),
    begin: async () => {
      const finding = scriptFinding(monitor)
      await page.evaluate(`localStorage.clear()`)
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.emulateMedia({ colorScheme: 'light' })
      await page.evaluate(`location.hash = '#/rejected'`)
      await page.reload()
      await monitor.connectTo(firstPlace)
      await expect(items()).toHaveCount(3)
      return finding
    },
  }
}
