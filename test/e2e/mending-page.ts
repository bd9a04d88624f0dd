import { expect, type Locator, type Page } from '@playwright/test'
import type { StageView } from '../../src/contract/rules.ts'
import type { RepairOutcome } from '../../src/contract/repair-outcome.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace } from './scripted-places.ts'
import { scriptRules } from './scripted-rules.ts'

/** The rejected messages on a scripted engine that has rules, and the panel in which a group of them is mended. */
export interface MendingPage {
  readonly page: Page
  readonly monitor: ScriptedMonitor
  /** Shows the group again, with all answers reset. */
  readonly begin: () => Promise<void>
  readonly panel: () => Locator
  readonly step: (number: number) => Locator
  readonly button: (name: string) => Locator
  /** Opens the panel. */
  readonly open: () => Promise<void>
  /** Chooses a kept rule. */
  readonly choose: (rule: string) => Promise<unknown>
  /** Opens the panel and previews the kept rule. */
  readonly openPreviewed: () => Promise<void>
  /** The same, and applies it. */
  readonly openApplied: () => Promise<void>
  /** Reports the progress of applying it, and the end. */
  readonly tell: (stages: readonly StageView[], end?: RepairOutcome | null) => Promise<void>
  readonly close: () => Promise<void>
}

export const openMendingPage = async (): Promise<MendingPage> => {
  const { browser, page, monitor } = await openScriptedPage()
  const panel = () => page.getByRole('region', { name: 'Mend the group' })
  const button = (name: string) => panel().getByRole('button', { name, exact: true })
  const choose = (rule: string) =>
    panel().getByRole('combobox', { name: 'Rule', exact: true }).selectOption(rule)
  const open = async () => {
    await page.getByRole('button', { name: 'Mend the group…' }).click()
    await expect(panel()).toContainText('Not JSON')
  }
  const openPreviewed = async () => {
    await open()
    await choose('former-names')
    await button('Preview').click()
    await expect(panel().getByTestId('preview')).toContainText('1,198 of 1,240 would pass.')
  }
  return {
    ...{ page, monitor, panel, button, choose, open, openPreviewed },
    step: (number) => panel().getByRole('listitem', { name: `Step ${number}` }),
    begin: async () => {
      scriptRules(monitor)
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.emulateMedia({ colorScheme: 'light' })
      await page.evaluate(`location.hash = '#/rejected'`)
      await monitor.connectTo(firstPlace)
      await page.getByRole('list', { name: 'Causes' }).getByRole('button').last().click()
    },
    openApplied: async () => {
      await openPreviewed()
      await button('Apply to 1,239 messages').click()
    },
    tell: (stages, end = null) =>
      monitor.emit({
        type: 'repair',
        repair: { runId: 'r', name: 'former-names', hash: 'aaaaaaaaaaaaaaaa', stages, end },
      }),
    close: () => browser.close(),
  }
}
