import { expect, type Page } from '@playwright/test'
import { scriptMending } from './scripted-mending.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { firstPlace } from './scripted-places.ts'

/** Parts of the bench where one message is mended. */
export const benchOn = (page: Page) => {
  const message = () => page.getByRole('region', { name: 'Rejected message' })
  const bench = () => page.getByRole('region', { name: 'Mend', exact: true })
  const button = (name: string) => bench().getByRole('button', { name })
  const editor = () => bench().getByRole('textbox', { name: 'Whole text' })
  return {
    ...{ message, bench, button, editor },
    row: (name: string) =>
      bench().getByRole('list', { name: 'Values' }).getByRole('listitem').filter({ hasText: name }),
    input: (name: string) => bench().getByLabel(`New value of ${name}`),
    status: () => bench().getByRole('status'),
    versions: () => message().getByRole('list', { name: 'Versions' }),
    /** Asks for the whole text, for a reason. */
    openWhole: async () => {
      await button('Edit the whole text…').click()
      await bench().getByLabel('Why do you need to see it?').fill('ticket 12')
      await page.keyboard.press('Enter')
      await expect(editor()).toBeFocused()
    },
  }
}

export type BenchParts = ReturnType<typeof benchOn>

/** Reloads the page and opens the bench of its first message, which nobody has mended yet. */
export const openBench = async (page: Page, monitor: ScriptedMonitor): Promise<void> => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.evaluate(`location.hash = '#/rejected'`)
  scriptMending(monitor)
  await page.reload()
  await monitor.connectTo(firstPlace)
  await page.getByRole('list', { name: 'Rejected messages' }).getByRole('button').first().click()
  const { message, bench } = benchOn(page)
  await message().getByRole('button', { name: 'Mend…' }).click()
  await expect(bench()).toBeVisible()
}

/** What the browser complains about from now on, including violations of the page's policy. */
export const complaintsOf = (page: Page): string[] => {
  const complaints: string[] = []
  page.on('console', (said) => {
    if (said.type() === 'error' || /Content Security Policy/i.test(said.text())) complaints.push(said.text())
  })
  return complaints
}
