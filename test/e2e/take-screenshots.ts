import { expect, type Page } from '@playwright/test'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolders } from './folders.ts'
import { describeHost, findHost, root } from './host.ts'
import { launchApp } from './launch.ts'
import { expectWaiting, openView } from './page-steps.ts'
import { command, seed } from './command-line.ts'

/*
 * Makes docs/screenshots: the app before, during and after a run, what was rejected and what was loaded, in both themes.
 * Started by scripts/screenshots.mjs; says what it made, and on what.
 */
const target = join(root, 'docs/screenshots')
const size = { width: 1280, height: 800 }

/** Enough that a run is seen going; some of each kind of fault. */
const seeded = { count: 20_000, malformed: 120 }

const take = async (page: Page, name: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.screenshot({ path: join(target, `${name}-${colorScheme}.png`), animations: 'disabled' })
  }
}

/** What the pointer rests on is lit, and may explain itself. */
const leave = (page: Page): Promise<void> => page.mouse.move(1, 1)

const takeAll = async (page: Page): Promise<void> => {
  await page.setViewportSize(size)
  await expectWaiting(page, '20,100')
  await take(page, 'before')
  await openView(page, 'Rejected')
  await expect(page.getByText('No rejected messages wait')).toBeVisible()
  await leave(page)
  await take(page, 'empty')
  await openView(page, 'Monitor')

  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await leave(page)
  await expect(page.getByTestId('count-received')).toHaveText(/^[5-9],\d{3}$|^1\d,\d{3}$/, {
    timeout: 60_000,
  })
  await take(page, 'during')
  await expect(page.getByTestId('run-end')).toContainText('Drained', { timeout: 120_000 })
  await take(page, 'after')

  await page.setViewportSize({ width: 900, height: 600 })
  await take(page, 'small')
  await page.setViewportSize(size)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await take(page, 'palette')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await openView(page, 'Rejected')
  const list = page.getByRole('list', { name: 'Rejected messages' })
  await list.getByRole('button').filter({ hasText: 'ip is not an IPv4' }).first().click()
  await expect(page.getByRole('region', { name: 'Rejected message' }).getByLabel('Body')).toBeVisible()
  await leave(page)
  await take(page, 'rejected')

  await openView(page, 'Rows')
  const table = page.getByRole('grid', { name: 'Loaded rows' })
  await table.getByRole('button', { name: 'app_version', exact: true }).click()
  await expect(table.locator('tbody[data-stale]')).toHaveCount(0)
  await leave(page)
  await take(page, 'rows')
  await page.getByRole('button', { name: 'Summary' }).click()
  await expect(page.getByRole('region', { name: 'Summary' }).getByRole('listitem').first()).toBeVisible()
  await leave(page)
  await take(page, 'summary')

  await openView(page, 'Runs')
  await page.getByRole('table').locator('visible=true').locator('tbody tr').first().click()
  await expect(page.getByRole('region', { name: 'Run', exact: true })).toBeVisible()
  await leave(page)
  await take(page, 'runs')

  await openView(page, 'Settings')
  // Where it is stored is a path of this machine.
  await page.getByRole('button', { name: 'Pipeline' }).click()
  await leave(page)
  await take(page, 'settings')
}

const folders = await makeFolders()
try {
  await mkdir(target, { recursive: true })
  await seed(folders, seeded.count, seeded.malformed)
  // The first start has things to tell, with paths of this machine in them; the pictures are of a later one.
  await command(folders, ['run', '--dry-run', '--max', '1'])
  const app = await launchApp(folders)
  try {
    await takeAll(app.page)
  } finally {
    await app.end()
  }
} finally {
  await folders.remove()
}
console.log(`Made the screenshots in docs/screenshots, ${describeHost(findHost())}.`)
