import { expect, type Locator, type Page } from '@playwright/test'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolders } from './folders.ts'
import { describeHost, findHost, root } from './host.ts'
import { launchApp } from './launch.ts'
import { expectWaiting, openView } from './page-steps.ts'
import { command, seed } from './command-line.ts'
import { folderOfPicture, unshownFolder } from './picture-places.ts'
import { takeLooks } from './take-looks.ts'
import { takeNewEvent } from './take-new-event.ts'

/*
 * Takes the pictures: the app before, during and after a run, each of its views, and what it says when something
 * fails, in both themes, and each view in its smallest window too; then, on a scripted engine, every view in every
 * state (`take-looks.ts`). Those that a document shows go to docs/screenshots, the others to out/screenshots. Started
 * by scripts/screenshots.mjs; reports what it made, and on what.
 */
const size = { width: 1280, height: 800 }
const smallest = { width: 900, height: 600 }

/** Enough for a visible run; some of each kind of fault. */
const seeded = { count: 20_000, malformed: 120 }

const take = async (page: Page, name: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // The page follows a moment later.
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
    const file = `${name}-${colorScheme}.png`
    await page.screenshot({ path: join(folderOfPicture(file), file), animations: 'disabled' })
  }
}

/** A view in a window of the default size and in the smallest. */
const takeView = async (page: Page, name: string): Promise<void> => {
  await leave(page)
  await take(page, name)
  await page.setViewportSize(smallest)
  await take(page, `${name}-small`)
  await page.setViewportSize(size)
}

/** What the pointer rests on is highlighted, and may explain itself. */
const leave = (page: Page): Promise<void> => page.mouse.move(1, 1)

const takeAll = async (page: Page): Promise<void> => {
  await page.setViewportSize(size)
  await expectWaiting(page, '20,100')
  await take(page, 'before')
  await openView(page, 'Rejected')
  await expect(page.getByText('No rejected messages')).toBeVisible()
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
  await takeView(page, 'after')

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await take(page, 'palette')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await openView(page, 'Rejected')
  const list = page.getByRole('list', { name: 'Rejected messages' })
  await list.getByRole('button').filter({ hasText: 'ip is not an IPv4' }).first().click()
  await expect(
    page.getByRole('region', { name: 'Rejected message' }).getByLabel('Body', { exact: true }),
  ).toBeVisible()
  await takeView(page, 'rejected')
  await takeRepair(page, list)

  await openView(page, 'Rows')
  const grid = page.getByRole('grid', { name: 'Loaded rows' })
  await grid.getByRole('button', { name: 'app_version', exact: true }).click()
  await expect(grid.locator('tbody[data-stale], tr[aria-busy]')).toHaveCount(0)
  await grid.locator('tr[data-index="3"] td[data-column="1"]').click()
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(`Shift+${key}`)
  await takeView(page, 'rows')
  await page.getByRole('button', { name: 'Summary' }).click()
  await expect(page.getByRole('region', { name: 'Summary' }).getByRole('listitem').first()).toBeVisible()
  await leave(page)
  await take(page, 'summary')

  await openView(page, 'Runs')
  await page.getByRole('table').locator('visible=true').locator('tbody tr').first().click()
  await expect(page.getByRole('region', { name: 'Run', exact: true })).toBeVisible()
  await takeView(page, 'runs')

  await openView(page, 'Settings')
  // Where it is stored is a path of this machine.
  await page.getByRole('button', { name: 'Pipeline' }).click()
  await takeView(page, 'settings')
}

/** One message is mended by hand, and the resulting rule is tried on the others. */
const takeRepair = async (page: Page, list: Locator): Promise<void> => {
  await list.getByRole('button').filter({ hasText: 'session is not a known field' }).first().click()
  await page.getByRole('button', { name: 'Mend…' }).click()
  const bench = page.getByRole('region', { name: 'Mend', exact: true })
  await expect(bench).toBeVisible()
  await leave(page)
  await take(page, 'mend')
  await bench
    .getByRole('listitem')
    .filter({ hasText: 'session' })
    .getByRole('button', { name: 'Remove' })
    .click()
  await expect(bench.getByRole('status')).toHaveText('This message would pass now.')
  await page.keyboard.press('Control+s')
  await page.locator('.mantine-Notification-root').getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: /^Mend the .* like it…$/ }).click()
  const rules = page.getByRole('region', { name: 'Mend the group' })
  await rules.getByRole('button', { name: 'Preview' }).click()
  await expect(rules.getByRole('button', { name: 'Apply' })).toBeEnabled()
  await leave(page)
  await take(page, 'rule')
  await page.keyboard.press('Escape')
}

/** Nothing answers, which is shown with what to do. */
const takeFailed = async (): Promise<void> => {
  const folders = await makeFolders()
  try {
    const app = await launchApp(folders, { DATABASE_URL: 'postgres://sluice@127.0.0.1:9/logins' })
    try {
      await app.page.setViewportSize(size)
      await expect(app.page.getByRole('alert').getByRole('button', { name: 'Try now' })).toBeVisible({
        timeout: 30_000,
      })
      await takeView(app.page, 'failed')
    } finally {
      await app.end()
    }
  } finally {
    await folders.remove()
  }
}

const folders = await makeFolders()
try {
  await rm(join(root, 'docs/screenshots'), { recursive: true, force: true })
  await seed(folders, seeded.count, seeded.malformed)
  // The first start has notices with paths of this machine in them; the pictures are of a later one.
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
await takeFailed()
await takeNewEvent(take, size)
const looks = await takeLooks()
console.log(
  `Made the screenshots in docs/screenshots, and those that no document shows in ${unshownFolder}, with ${looks} of every view in every state, ${describeHost(findHost())}.`,
)
