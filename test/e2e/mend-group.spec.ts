import { expect, test } from '@playwright/test'
import { failure } from '../../src/contract/failure.ts'
import { failed, ok, type Result } from '../../src/contract/result.ts'
import { openMendingPage, type MendingPage } from './mending-page.ts'
import { done, preview, stagesTo } from './scripted-rules.ts'

/** The built page on an engine whose answers for rules come from each test. */
let on: MendingPage
test.beforeAll(async () => {
  on = await openMendingPage()
})
test.beforeEach(() => on.begin())
test.afterAll(() => on.close())

test('N2 says what a kept rule does, shows it on a message, and moves to another message', async () => {
  await on.open()
  await on.choose('former-names')
  await expect(on.panel()).toContainText('It renames /userId to user_id.')
  const body = on.panel().getByLabel('The message before and after')
  await expect(body.locator('del')).toHaveText('"userId"')
  await expect(body.locator('ins')).toHaveText('"user_id"')
  await expect(body).toContainText('1,204 characters')
  await expect(on.panel()).toContainText('It would pass.')
  await on.button('Next example').click()
  await expect(on.panel()).toContainText('That was the last message of the group.')
  await on.button('Previous example').click()
  await expect(body).toBeVisible()
})

test('N2 builds a rule step by step, and says at each step what is wrong with it', async () => {
  await on.open()
  await expect(on.panel()).not.toContainText('Add a step.')
  await expect(on.button('Preview')).toBeDisabled()
  await on.button('Add a step').click()
  await on.step(1).getByLabel('Where').fill('/ip')
  await on.step(1).getByLabel('New name').fill('locale')
  await expect(on.step(1)).toContainText('would carry the value of "ip", which is masked, to where it is not')
  await on.step(1).getByLabel('What is done').selectOption('Drop')
  await on.step(1).getByLabel('Where').fill('/session')
  await on.button('Add a step').click()
  await on.step(2).getByLabel('What is done').selectOption('Convert')
  await on.step(2).getByLabel('Where').fill('/app_version')
  await expect(on.panel()).toContainText('It drops /session, then makes /app_version a text.')
  await on.button('Move step 2 up').click()
  await expect(on.panel()).toContainText('It makes /app_version a text, then drops /session.')
  await on.button('Remove step 1').click()
  await on.button('Preview').click()
  await expect(on.button('Apply to 1,239 messages')).toBeVisible()
  expect(on.monitor.lastInput('keepRule')).toMatchObject({
    from: { by: 'made', rule: { name: 'rule', steps: [{ do: 'drop', at: '/session' }] } },
    instead: null,
  })
  // What was previewed is what is sent: another rule needs another preview.
  await on.step(1).getByLabel('Where').fill('/other')
  await expect(on.button('Preview')).toBeVisible()
  await expect(on.panel().getByTestId('preview')).toHaveCount(0)
})

test('N2 says before anything is sent how many would pass, and why the others would not', async () => {
  await on.openPreviewed()
  for (const words of [
    'It changes nothing in 1 message, which is not sent.',
    '41 would be rejected again:',
    '40 ip is not an IPv4 or IPv6 address',
    '1 locale is missing',
  ])
    await expect(on.panel().getByTestId('preview')).toContainText(words)
  expect(on.monitor.sent()).not.toContain('applyRule')
})

test('N2 shows the progress of a preview, and cancels it', async () => {
  let settle: (result: Result<never>) => void = () => undefined
  on.monitor.answerWith('previewRule', () => new Promise<Result<never>>((resolve) => (settle = resolve)))
  on.monitor.answerWith('cancelOperation', () => {
    settle(failed(failure('cancelled')))
    return ok({ found: true })
  })
  await on.open()
  await on.choose('former-names')
  await on.button('Preview').click()
  await expect(on.panel()).toContainText('Checking what it would do')
  const { operation } = on.monitor.lastInput('previewRule') as { readonly operation: string }
  await on.monitor.emit({ type: 'look', operation, look: { looked: 500, of: 1_240 } })
  await expect(on.panel()).toContainText('500 of 1,240 looked at')
  await on.button('Cancel').click()
  await expect(on.button('Preview')).toBeEnabled()
  await expect(on.panel().getByRole('alert')).toHaveCount(0)
})

test('N3 the limits of the stages, and a number in a step, are said to be wrong and stay as they were typed', async () => {
  await on.openPreviewed()
  const apply = on.button('Apply to 1,239 messages')
  await on
    .panel()
    .getByText(/^1 message first/)
    .click()
  for (const [name, bounds] of [
    ['Rejected again at most (%)', '0 to 100'],
    ['Messages a second', '1 to 1,000,000'],
  ] as const) {
    const field = on.panel().getByLabel(name)
    for (const text of ['-5', '1e9', '1.5', '9'.repeat(19)]) {
      await field.fill(text)
      await expect(field).toHaveValue(text)
      await expect(on.panel().getByText(`Give a whole number from ${bounds}.`)).toBeVisible()
      await expect(apply).toBeDisabled()
    }
    await field.fill('1')
    await expect(apply).toBeEnabled()
  }
  await on.step(1).getByLabel('What is done').selectOption('Set')
  await on.step(1).getByLabel('Kind of value').selectOption('the number')
  const value = on.step(1).getByLabel('Value', { exact: true })
  for (const [text, words] of [
    ['1,5', 'Give a number.'],
    ['', 'Give a number.'],
    ['9'.repeat(19), 'has more digits than can be kept'],
  ] as const) {
    await value.fill(text)
    await expect(value).toHaveValue(text)
    await expect(on.step(1)).toContainText(words)
  }
  await value.fill('-1.5e3')
  await expect(value).toHaveValue('-1.5e3')
  await expect(on.step(1)).not.toContainText('Give a number.')
})

test('N3 shows the stages while a rule is applied, stops it, and says at the end what became of the messages', async () => {
  await on.openApplied()
  expect(on.monitor.lastInput('applyRule')).toMatchObject({
    upTo: preview.upTo,
    rate: null,
    mostFailures: 10,
  })
  await on.tell(stagesTo([1, 0], [10, 0], [42, 3]))
  await expect(
    on.panel().getByRole('listitem', { name: /^Stage 3, of up to 100: 42 sent, 3 rejected again/ }),
  ).toBeVisible()
  await on.button('Stop').click()
  expect(on.monitor.sent()).toContain('stopRun')
  await on.tell(stagesTo([1, 0], [10, 0], [100, 4], [1_000, 37]), done)
  await expect(on.panel().getByTestId('repair-end')).toHaveText(
    '1,239 sent: 1,190 loaded, 8 already loaded, 41 rejected again.',
  )
  await expect(on.panel().getByRole('link', { name: 'Open the run' })).toHaveAttribute('href', '#/runs?run=r')
  await on.button('See what is left').click()
  await expect(on.panel()).toHaveCount(0)
})

test('N3 announces the end of a rule whose panel was closed meanwhile', async () => {
  await on.openApplied()
  await on.tell(stagesTo([1, 0]))
  await on.page.keyboard.press('Escape')
  await expect(on.panel()).toHaveCount(0)
  await on.tell(stagesTo([1, 0], [10, 0]), done)
  await expect(
    on.page.getByText('former-names: 1,239 sent: 1,190 loaded, 8 already loaded, 41 rejected again.'),
  ).toBeVisible()
})

test('N3 says at which stage a wrong rule was stopped, and that all other messages are unchanged', async () => {
  await on.openApplied()
  const stage = { stage: 1, sent: 1, failed: 1 }
  await on.tell(stagesTo([1, 1]), {
    ...{ ...done, sent: 1, loaded: 0, alreadyLoaded: 0, rejectedAgain: 1 },
    ...{ end: 'stopped', stage },
  })
  await expect(on.panel().getByTestId('repair-end')).toContainText(
    'Stopped at stage 1: of 1 sent, 1 were rejected again. All others are as they were.',
  )
  await expect(on.panel().getByRole('link', { name: 'See the rows' })).toHaveCount(0)
})

test('N3 says why applying failed, and why it may not begin', async () => {
  await on.openApplied()
  const cause = failure('database-not-listening', { address: 'first.test:5432', code: 'ECONNREFUSED' })
  await on.tell(stagesTo([1, 0]), { ...done, sent: 0, loaded: 0, end: 'failed', failure: cause })
  await expect(on.panel().getByRole('alert')).toContainText('first.test:5432')
  await on.button('See what is left').click()
  on.monitor.answerWith('applyRule', () => failed(failure('run-active')))
  await on.openApplied()
  await expect(on.panel().getByRole('alert')).toBeVisible()
})

test('N2 says why a kept rule cannot be used, and what is wrong with a file', async () => {
  await on.open()
  await on.choose('foreign (cannot be used now)')
  await expect(on.panel()).toContainText('made for the definition "0123456789abcdef"')
  await expect(on.panel()).toContainText('never previewed here')
  await expect(on.button('Preview')).toBeDisabled()
  const brought = { name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from('nothing') }
  await on.panel().locator('input[type="file"]').setInputFiles(brought)
  await expect(on.page.getByText('mine.json:1:1 not JSON: a value is missing')).toBeVisible()
  expect(on.monitor.lastInput('keepRule')).toMatchObject({
    from: { by: 'file', name: 'mine.json', text: 'nothing' },
  })
  await on.page.getByRole('button', { name: 'Close', exact: true }).last().click()
})

test('N2 renames, exports and deletes a kept rule, and undoes that', async () => {
  await on.open()
  await on.choose('former-names')
  await on.button('More about the rule former-names').click()
  on.monitor.answerWith('exportRule', () => ok({ how: 'saved', name: 'former-names.repair.json' }))
  await on.page.getByRole('menuitem', { name: 'Export…' }).click()
  await expect(on.page.getByText('The rule was exported to former-names.repair.json')).toBeVisible()
  await on.button('More about the rule former-names').click()
  await on.page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(on.page.getByText('The rule former-names was deleted')).toBeVisible()
  expect(on.monitor.lastInput('deleteRule')).toEqual({ hash: 'aaaaaaaaaaaaaaaa' })
  await on.page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => on.monitor.lastInput('restoreRule')).toEqual({ hash: 'aaaaaaaaaaaaaaaa' })
  await on.choose('former-names')
  await on.panel().getByLabel('Name', { exact: true }).fill('user-id')
  await on.button('Rename').click()
  await expect.poll(() => on.monitor.lastInput('renameRule')).toMatchObject({ name: 'user-id' })
})

test('N2 makes a rule mend what runs reject, once it was previewed and can be used', async () => {
  await on.open()
  const mends = on.panel().getByRole('switch', { name: 'Mend what runs reject, from the next run on' })
  await on.choose('foreign (cannot be used now)')
  await expect(mends).toHaveCount(0)
  await on.choose('former-names')
  await mends.focus()
  await on.page.keyboard.press('Space')
  await expect(mends).toBeChecked()
  expect(on.monitor.lastInput('enableRule')).toEqual({ hash: 'aaaaaaaaaaaaaaaa', on: true })
  await expect(on.page.getByText('former-names mends what runs reject from now on')).toBeVisible()
  await mends.press('Space')
  await expect(mends).not.toBeChecked()
})

test('closes on Escape, and an opened message replaces it', async () => {
  await on.open()
  await on.page.keyboard.press('Escape')
  await expect(on.panel()).toHaveCount(0)
  await on.open()
  await on.page.getByRole('list', { name: 'Rejected messages' }).getByRole('button').first().click()
  await expect(on.panel()).toHaveCount(0)
  await expect(on.page.getByRole('region', { name: 'Rejected message' })).toBeVisible()
})
