import { expect, type Page } from '@playwright/test'
import { drainedTest, test } from './app.ts'
import { seeding } from './started-folders.ts'
import { expectWaiting, openView, runUntilEmpty, startLimit } from './page-steps.ts'

const numberIn = async (page: Page, testId: string): Promise<number> =>
  Number((await page.getByTestId(testId).innerText()).replaceAll(',', ''))

test('a dry run says what a run would do, changes nothing, and is right', async ({ app: { page } }) => {
  await expectWaiting(page, '100')
  await page.getByRole('button', { name: 'Dry run' }).click()
  const forecast = page.getByTestId('forecast')
  await expect(forecast).toContainText('Of 100 messages a run would load 99, reject 1 and find 0 duplicates.')
  await expect(forecast).toContainText('Field is missing (1)')
  await expectWaiting(page, '100')
  await page.getByRole('button', { name: 'Close the forecast' }).click()
  await expect(forecast).toHaveCount(0)
  await runUntilEmpty(page)
  await expect(page.getByTestId('count-loaded')).toHaveText('99')
})

test('a run takes no more messages than its limit', async ({ app: { page } }) => {
  await expectWaiting(page, '100')
  await page.getByRole('button', { name: 'Limit of the run: No limit' }).click()
  await page.getByRole('textbox', { name: 'Message limit' }).fill('30')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByTestId('run-end')).toContainText(
    'Message limit reached: 30 messages were received.',
    { timeout: startLimit },
  )
  await expect(page.getByTestId('count-received')).toHaveText('30')
  await expectWaiting(page, '70')
})

test.describe('with many messages', () => {
  test.use({ before: { commands: [seeding(5_000, 50)] } })

  test('a pause stops the counts until the run is resumed', { tag: '@long' }, async ({ app: { page } }) => {
    await expectWaiting(page, '5,100')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('button', { name: 'Pause' }).click()
    await expect(page.getByTestId('phase')).toContainText('Paused')
    await expect(page.getByText('Not yet settled: 0 messages')).toBeVisible()
    // What was requested before may still come.
    await page.waitForTimeout(1_500)
    const received = await numberIn(page, 'count-received')
    await page.waitForTimeout(1_500)
    expect(await numberIn(page, 'count-received')).toBe(received)
    expect(received).toBeLessThan(5_100)

    await page.getByRole('button', { name: 'Resume' }).click()
    await expect(page.getByTestId('run-end')).toContainText('Drained', { timeout: 60_000 })
    await expect(page.getByTestId('count-received')).toHaveText('5,100')
  })
})

test.describe('with more malformed messages than not', () => {
  test.use({ before: { commands: [seeding(300, 300)] } })

  test('A42 a run stops and says why; a person looks, or continues anyway', async ({ app: { page } }) => {
    await expectWaiting(page, '400')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect(page.getByTestId('run-end')).toContainText('Failed', { timeout: startLimit })
    const notice = page.getByRole('alert').filter({ hasText: 'did not pass, so the run stopped' })
    await expect(notice).toContainText('The commonest fault:')
    await expect(notice.getByRole('link', { name: 'See rejected' })).toHaveAttribute('href', /rejected/)

    await notice.getByRole('button', { name: 'Go on anyway' }).click()
    await expect(page.getByTestId('run-end')).toContainText('Drained', { timeout: startLimit })
    // The good ones may all have come before the run stopped.
    await expect(page.getByTestId('phase')).toContainText(
      /Most messages were rejected: \d+ of \d+|No message was loaded: \d+ were rejected/,
    )
    await expect(page.getByRole('alert').locator('visible=true')).toHaveCount(0)
    await expectWaiting(page, '0')
  })
})

test('a whole run works by the keyboard alone', async ({ app: { page } }) => {
  await expectWaiting(page, '100')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Command palette')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('run-end')).toContainText('Drained', { timeout: startLimit })

  await page.keyboard.press('Control+k')
  await page.keyboard.type('rejec')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Rejected' })).toBeVisible()
  await page.keyboard.press('Control+2')
  await expect(page.getByRole('heading', { level: 1, name: 'Rows' })).toBeVisible()
})

drainedTest('the palette offers only what can be done', async ({ app: { page } }) => {
  await expectWaiting(page, '0')
  await page.keyboard.press('Control+Shift+P')
  const palette = page.getByRole('dialog')
  await expect(palette.getByText('Run until stopped')).toBeVisible()
  await expect(palette.getByText('Stop', { exact: true })).toHaveCount(0)
  await page.keyboard.type('nothing like this')
  await expect(palette.getByText('Nothing by that name')).toBeVisible()
  await page.keyboard.press('Escape')
  await openView(page, 'Rows')
})
