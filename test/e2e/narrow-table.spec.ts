import { expect, test as base } from '@playwright/test'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seed } from './command-line.ts'
import { makeFolders, type Folders } from './folders.ts'
import { launchApp } from './launch.ts'
import { withDatabase } from './own-database.ts'
import { cutWords, expectWaiting, openView, runUntilEmpty, startLimit } from './page-steps.ts'
import type { PageWorld } from './page-world.ts'
import type { RunningApp } from './running-app.ts'

/** The sample logins, with two names left unread. */
const visits = {
  name: 'visits',
  unknownFields: 'ignore',
  table: { name: 'visits' },
  fields: [
    { name: 'user_id', type: 'text', maxLength: 128 },
    { name: 'app_version', type: 'version', maxLength: 32 },
    { name: 'ip', type: 'ip', mask: 'ip', column: 'masked_ip' },
    { name: 'device_id', type: 'text', mask: 'device_id', column: 'masked_device_id' },
  ],
}

const test = base.extend<{ readonly folders: Folders; readonly app: RunningApp }>({
  folders: async ({}, use) => {
    const folders = await makeFolders()
    await use(folders)
    await folders.remove()
  },
  app: async ({ folders }, use) => {
    const file = join(folders.profile, 'visits.event.json')
    await writeFile(file, JSON.stringify(visits))
    await seed(folders, 1, 0)
    const app = await launchApp(folders, { SLUICE_EVENT: file })
    await use(app)
    await app.end()
  },
})

test(
  'a table that somebody else has filled is asked about, kept as it is, and told of; what a run ignored is with the run',
  { tag: '@long' },
  async ({ app: { page }, folders }) => {
    test.setTimeout(180_000)
    await expectWaiting(page, '101')
    await withDatabase(folders, async (database) => {
      await database.query('alter table visits alter column app_version type varchar(5)')
      await database.query(
        `insert into visits (user_id, app_version, masked_ip, masked_device_id)
       select 'None', 230 + n, md5(n::text), '00000000-0000-4000-8000-000000000000' from generate_series(1, 2000) n`,
      )
    })
    await page.evaluate(() => (globalThis as unknown as PageWorld).sluice.send('reconnect', {}))
    await expect(page.getByText('holds rows and must be changed before anything is loaded')).toBeVisible({
      timeout: startLimit,
    })
    await expect(page.getByRole('button', { name: 'Change the table' })).toBeVisible()
    expect(await cutWords(page)).toEqual([])
    await page.getByRole('button', { name: 'Reject what does not fit' }).click()

    const notices = page.getByRole('note')
    for (const words of [
      'The column app_version holds 5 characters; other values of app_version are rejected.',
      'visits holds 2,000 rows, none of which Sluice has loaded',
      'user_id holds a text such as None',
      'app_version holds a whole number where a version belongs',
      'masked_ip holds a hash of another form',
      'masked_device_id holds something that is not a mask',
    ])
      await expect(notices).toContainText(words, { timeout: startLimit })

    await openView(page, 'Settings')
    await page
      .getByRole('navigation', { name: 'Sections of the settings' })
      .getByRole('button', { name: 'Pipeline' })
      .click()
    await expect(page.getByRole('switch', { name: 'Reject what does not fit in its column' })).toBeChecked()
    await openView(page, 'Monitor')
    await runUntilEmpty(page)
    await expect(notices).toContainText(
      /names that no field reads and no run before has seen: .*locale \(in all\)/,
    )

    await openView(page, 'Runs')
    await page.getByRole('table', { name: 'Runs' }).locator('tbody tr').first().click()
    const notStored = page.getByRole('region', { name: 'Not stored' })
    await expect(notStored).toContainText('locale')
    await expect(notStored).toContainText('device_type')

    await openView(page, 'Rejected')
    await expect(
      page
        .getByText(/app_version does not fit in its column/)
        .locator('visible=true')
        .first(),
    ).toBeVisible()
  },
)
