import { expect } from '@playwright/test'
import { drainedTest, test } from './app.ts'
import { seed } from './command-line.ts'
import { expectWaiting, openView, runUntilEmpty } from './page-steps.ts'

drainedTest('lists the rejected message with its reasons and shows its body', async ({ app: { page } }) => {
  await openView(page, 'Rejected')
  const list = page.getByRole('list', { name: 'Rejected messages' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await expect(list).toContainText('user_id is missing')
  await list.getByRole('button').click()
  const message = page.getByRole('region', { name: 'Rejected message' })
  await expect(message.getByRole('list', { name: 'Reasons' })).toContainText('device_id is missing')
  await expect(message.getByLabel('Body')).toContainText('"foo"')
})

test.describe('with rejected messages that hold personal data', () => {
  test.beforeEach(({ folders }) => seed(folders, 6, 6))

  test('covers it in the body until a person asks to see it', async ({ app: { page } }) => {
    await expectWaiting(page, '106')
    await runUntilEmpty(page)
    await openView(page, 'Rejected')
    const list = page.getByRole('list', { name: 'Rejected messages' })
    await expect(list.getByRole('listitem')).toHaveCount(7)
    // Its IP address is as it should be; it is another field that is missing.
    await list
      .getByRole('button')
      .filter({ hasText: /^(?!.*user_id).*device_id is missing/ })
      .click()
    const message = page.getByRole('region', { name: 'Rejected message' })
    const body = message.getByLabel('Body')
    await expect(body).toContainText(/"ip":"•+"/)
    const covered = await body.innerText()
    await message.getByRole('button', { name: 'Show original' }).click()
    await expect(body).toContainText(/"ip":"[\d.]+"/)
    expect((await body.innerText()).length).toBe(covered.length)
    await message.getByRole('button', { name: 'Cover again' }).click()
    await expect(body).toHaveText(covered, { useInnerText: true })
  })
})
