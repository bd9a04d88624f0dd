import { expect, type Locator } from '@playwright/test'
import { freshTest } from './app.ts'
import { expectWaiting } from './page-steps.ts'

/** Presses what a person sees: fully visible, without scrolling. */
const pressInSight = async (target: Locator): Promise<void> => {
  await expect(target).toBeInViewport({ ratio: 1 })
  await target.click()
}

freshTest(
  'somebody who has only the window says within a minute what it does, what was rejected and why, each step one click from what is in sight',
  async ({ app: { page } }) => {
    await page.setViewportSize({ width: 900, height: 600 })
    await expectWaiting(page, '100')
    const begun = Date.now()
    const inSight = (words: string | RegExp): Promise<void> =>
      expect(page.getByText(words).filter({ visible: true }).first()).toBeInViewport({ ratio: 1 })

    await freshTest.step('what it does stands in a sentence, and in the way of the messages', async () => {
      await inSight('Sluice moves messages from a queue into a table.')
      await inSight(/masks personal data/)
      for (const station of ['Queue', 'Valid?', 'Mask', 'Table']) {
        await expect(
          page.getByRole('region', { name: 'Pipeline' }).getByText(station).first(),
        ).toBeInViewport()
      }
      await pressInSight(page.getByRole('button', { name: 'Run', exact: true }))
    })

    await freshTest.step('after the run, how many were rejected and why is in sight', async () => {
      await expect(page.getByTestId('run-end')).toContainText('Drained')
      await expect(page.getByTestId('count-rejected')).toHaveText('1')
      await expect(page.getByTestId('count-rejected')).toBeInViewport({ ratio: 1 })
      await expect(page.getByRole('list', { name: 'Commonest causes' }).getByRole('link')).toBeInViewport({
        ratio: 1,
      })
      await pressInSight(page.getByRole('link', { name: '1 rejected: see why' }))
    })

    await freshTest.step('the message, its reasons and its text are one click further', async () => {
      await expect(page.getByRole('list', { name: 'Rejected messages' })).toContainText(
        'is not a known field',
      )
      const message = page.getByRole('list', { name: 'Rejected messages' }).getByRole('button')
      await expect(message).toHaveCount(1)
      await pressInSight(message)
      await inSight('Remove it, or allow unknown fields')
      await expect(page.getByRole('button', { name: 'Mend…' })).toBeInViewport({ ratio: 1 })
    })

    await freshTest.step('the way back and the rows are one click each', async () => {
      await pressInSight(page.getByRole('navigation').getByText('Monitor', { exact: true }))
      await pressInSight(page.getByRole('link', { name: '99 loaded' }))
      await expect(page.getByRole('grid').getByRole('row').nth(5)).toBeInViewport()
      await inSight(/of 99$/)
    })
    expect(Date.now() - begun).toBeLessThan(60_000)
  },
)
