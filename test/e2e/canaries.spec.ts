import { expect, test } from '@playwright/test'
import { findForms, readFilesUnder } from '../support/canary-forms.ts'
import { makeStartedFolders, seeding } from './started-folders.ts'

import { launchApp } from './launch.ts'
import { expectWaiting, openView, runUntilEmpty, uncover } from './page-steps.ts'

test(
  'B19 B20 the browser keeps nothing of a body that a person looked at, covered and uncovered',
  { tag: '@long' },
  async () => {
    // Queue and database start twice, for the samples and for the app.
    test.setTimeout(180_000)
    const folders = await makeStartedFolders([seeding(6, 6)])
    const app = await launchApp(folders)
    const { page } = app
    await expectWaiting(page, '106')
    await runUntilEmpty(page)
    await openView(page, 'Rejected')
    // Its address is correct; it is another field that is missing.
    await page
      .getByRole('list', { name: 'Rejected messages' })
      .getByRole('button')
      .filter({ hasText: /^(?!.*user_id).*device_id is missing/ })
      .first()
      .click()
    const message = page.getByRole('region', { name: 'Rejected message' })
    await uncover(message)
    const body = message.getByLabel('Body', { exact: true })
    await expect(body).toContainText(/"ip":"[\d.]+"/)
    const { ip = '' } = JSON.parse(await body.innerText()) as { readonly ip?: string }
    expect(ip).toMatch(/^\d+\.\d+\.\d+\.\d+$/)
    await message.getByRole('button', { name: 'Cover again' }).click()
    await page.reload()
    await openView(page, 'Rejected')
    await app.end()

    const profile = await readFilesUnder(folders.profile)
    expect(Object.keys(profile).length).toBeGreaterThan(5)
    expect(findForms(profile, [ip])).toEqual([])
    expect(app.log()).not.toContain(ip)
    await folders.remove()
  },
)
