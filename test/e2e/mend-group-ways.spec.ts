import { expect, test } from '@playwright/test'
import type { SendBackOutcome } from '../../src/contract/dead-letters.ts'
import { failure } from '../../src/contract/failure.ts'
import { failed, ok } from '../../src/contract/result.ts'
import { openMendingPage, type MendingPage } from './mending-page.ts'
import { preview } from './scripted-rules.ts'

/** Other ways of a group than straight through the pipeline by a rule, on a scripted engine. */
let on: MendingPage
test.beforeAll(async () => {
  on = await openMendingPage()
})
test.beforeEach(() => on.begin())
test.afterAll(() => on.close())

test('N3 sends what a rule mends back to the queue, only what was previewed, and shows it above the list', async () => {
  on.monitor.answerWith('sendBackRejected', () => failed(failure('repair-rule-unseen')))
  await on.openPreviewed()
  await on.button('Send back').click()
  await expect(on.panel().getByRole('alert')).toContainText('has not been previewed here yet')
  on.monitor.answerWith('sendBackRejected', () => ok({ runId: 'w' }))
  await on.button('Send back').click()
  await expect(on.panel()).toHaveCount(0)
  expect(on.monitor.lastInput('sendBackRejected')).toMatchObject({
    ...{ which: { by: 'filter', upTo: preview.upTo }, rule: 'aaaaaaaaaaaaaaaa' },
    ...{ rate: null, mostFailures: 10 },
  })
  const work = { runId: 'w', job: 'send-back', queue: 'first-queue', step: 'work', since: 0, at: 1 } as const
  const outcome: SendBackOutcome = {
    ...{ queue: 'first-queue', sent: 0, loaded: 0, alreadyLoaded: 0, unfit: 0, underWay: 0, capped: 0 },
    ...{ elsewhere: 0, taken: 0, stillRejected: 1, stage: { stage: 1, sent: 1, failed: 1 } },
    ...{ end: 'stopped', failure: null },
  }
  await on.monitor.emit({
    type: 'dead-letter-work',
    work: { ...work, done: 1, of: 1_240, end: { job: 'send-back', outcome } },
  })
  await expect(on.page.getByTestId('dead-letter-end')).toHaveText(
    '1 message: 1 not sent (would be rejected again). Stopped at stage 1: of 1 message that the rule changed, 1 would be rejected again. All others are as they were.',
  )
})

test('says how many of the open group would pass now, and loads those and no later ones', async () => {
  await expect(on.page.getByRole('status').filter({ hasText: '1,204 of 1,240 would pass now' })).toBeVisible()
  await on.page.getByRole('button', { name: 'Load them' }).click()
  await expect.poll(() => on.monitor.lastInput('retryRejected')).toMatchObject({ upTo: '7' })
})

test('says of the whole list how many would pass now, if any would', async () => {
  const first = on.page.getByRole('list', { name: 'Causes' }).getByRole('button').first()
  await first.click()
  const line = on.page.getByRole('status').filter({ hasText: 'would pass now' })
  await expect(line).toHaveText('1,204 of 1,240 would pass now')
  await expect
    .poll(() => on.monitor.lastInput('previewRetry'))
    .toMatchObject({ which: { filter: { cause: null } } })
  on.monitor.answerWith('previewRetry', () => ok({ looked: 1_240, wouldPass: 0, upTo: '7' }))
  await on.page.getByRole('list', { name: 'Causes' }).getByRole('button').last().click()
  await expect(line).toHaveText('None of 1,240 would pass now')
  await first.click()
  await expect(line).toHaveCount(0)
})
