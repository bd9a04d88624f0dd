import { expect, test, type Browser, type Page } from '@playwright/test'
import { failure } from '../../src/contract/failure.ts'
import type { EditCheck } from '../../src/contract/mending.ts'
import { failed, ok, type Result } from '../../src/contract/result.ts'
import { benchOn, complaintsOf, openBench, type BenchParts } from './mend-steps.ts'
import { historyOf, opened, scriptMending } from './scripted-mending.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { scriptRules } from './scripted-rules.ts'

/** The built page on an engine that mends one message as each test says. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor
let complaints: string[] = []
let parts: BenchParts

test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
  complaints = complaintsOf(page)
  parts = benchOn(page)
})

test.afterAll(() => browser.close())

test.beforeEach(() => openBench(page, monitor))

test.afterEach(() => expect(complaints.splice(0)).toEqual([]))

test('N1 what is wrong comes first, with its covered value, its fault and what would be right', async () => {
  const names = parts.bench().getByRole('list', { name: 'Values' }).locator('bdi')
  await expect(names).toHaveText([
    'user_id',
    'app_version',
    'ip',
    'userId',
    'device_type',
    'locale',
    'device_id',
  ])
  await expect(parts.row('app_version')).toContainText('"latest"')
  await expect(parts.row('ip')).toContainText('"•••••••"')
  await expect(parts.row('ip')).toContainText('ip is not an IPv4 or IPv6 address')
  await expect(parts.row('ip')).toContainText('Write an address such as')
  await expect(parts.status()).toHaveText('4 faults left.')
  await expect(parts.input('user_id')).toBeFocused()
})

test('N1 faults vanish while typing, and the judged edit is what was typed, as JSON', async () => {
  await parts.input('app_version').fill('1.0')
  await expect(parts.row('app_version')).not.toContainText('is not a version')
  await parts.input('ip').fill('203.0.113.7')
  await parts.bench().getByLabel('Rename userId').selectOption('user_id')
  await expect(parts.status()).toHaveText('This message would pass now.')
  expect(monitor.lastInput('checkEdit')).toMatchObject({
    version: 0,
    edit: {
      by: 'fields',
      changes: [
        { at: '/app_version', value: '"1.0"' },
        { at: '/ip', value: '"203.0.113.7"' },
        { at: opened.places?.at(-1)?.at, name: 'user_id' },
      ],
    },
  })
  await parts.button('Leave userId as it was').click()
  await expect(parts.status()).toHaveText('2 faults left.')
  await parts.button('Remove locale').click()
  await parts.bench().getByRole('button', { name: 'Leave locale as it was' }).click()
  await parts.button('Set locale to null').click()
  await expect(parts.row('locale')).toContainText('Set to null')
})

test('N1 of two answers the one to the last request counts, whichever comes first', async () => {
  const { promise: first, resolve: answerFirst } = Promise.withResolvers<Result<EditCheck>>()
  monitor.answerWith('checkEdit', () => first)
  await parts.input('ip').fill('x')
  await expect.poll(() => JSON.stringify(monitor.lastInput('checkEdit'))).toContain('\\"x\\"')
  monitor.answerWith('checkEdit', () => ok({ reasons: [], text: opened.text }))
  await parts.input('ip').fill('203.0.113.7')
  await expect(parts.status()).toHaveText('This message would pass now.')
  answerFirst(ok({ reasons: opened.reasons, text: opened.text }))
  await expect(parts.status()).toHaveText('This message would pass now.')
})

test('N1 not every keystroke is judged, only what is there after a moment', async () => {
  const before = monitor.sent().filter((name) => name === 'checkEdit').length
  await parts.input('ip').pressSequentially('203.0.113.7', { delay: 10 })
  await expect(parts.status()).toHaveText('3 faults left.')
  const asked = monitor.sent().filter((name) => name === 'checkEdit').length - before
  expect(asked).toBeLessThan('203.0.113.7'.length)
})

test('N4 saves a version by its key, and says what can be done with it', async () => {
  await parts.input('ip').fill('203.0.113.7')
  monitor.answerWith('openVersion', () => ok({ ...opened, version: 1, newest: 1, reasons: [] }))
  monitor.answerWith('listVersions', () => ok(historyOf({})))
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved as version 1')).toBeVisible()
  await expect(parts.input('ip')).toHaveValue('')
  const versions = parts.versions()
  await expect(versions).toContainText('By hand, ann@desk')
  await expect(versions).toContainText('not sent yet')
  await expect(parts.button('Save version')).toBeDisabled()
  await expect(parts.button('Send')).toBeEnabled()
  monitor.answerWith('undoEdit', () => ok(historyOf({ outcome: 'taken-back', takenBy: 'ann@desk' })))
  monitor.answerWith('openVersion', () => ok({ ...opened, newest: 1 }))
  await parts.button('Undo version 1').click()
  await expect(page.getByText('Version 1 taken back')).toBeVisible()
  await expect(parts.button('Undo version 1')).toHaveCount(0)
})

test('N4 says exactly what became of a version that was sent, and moves on only if it is dealt with', async () => {
  monitor.answerWith('sendEdit', () =>
    ok(historyOf({ outcome: 'rejected-again', reasons: opened.reasons.slice(0, 1) })),
  )
  const before = monitor.sent().length
  await parts.input('ip').fill('203.0.113.7')
  await parts.button('Send').click()
  await expect(parts.status()).toHaveText('Rejected again.')
  expect(monitor.sent().slice(before)).toContain('keepEdit')
  monitor.answerWith('sendEdit', ({ version }) =>
    ok({ ...historyOf({ version, outcome: 'loaded' }), state: 'loaded', rowId: '17' }),
  )
  await parts.input('app_version').fill('1.0')
  await parts.button('Send').click()
  await expect(page.getByText('Loaded as row 17')).toBeVisible()
  await expect(parts.bench()).toHaveCount(0)
  await expect(parts.message()).toBeVisible()
})

for (const { code, words } of [
  { code: 'mended-meanwhile', words: 'Somebody else has mended this message meanwhile.' },
  { code: 'settled-meanwhile', words: 'This message was loaded, discarded or erased meanwhile.' },
] as const)
  test(`N4 ${code}: says so, and what was typed is still there`, async () => {
    monitor.answerWith('keepEdit', () => failed(failure(code)))
    await parts.input('ip').fill('203.0.113.7')
    await parts.button('Save version').click()
    await expect(parts.bench().getByRole('alert')).toContainText(words)
    await expect(parts.input('ip')).toHaveValue('203.0.113.7')
    const now =
      code === 'settled-meanwhile'
        ? ({ ...opened, state: 'loaded' } as const)
        : { ...opened, version: 3, newest: 3 }
    monitor.answerWith('openVersion', () => ok(now))
    monitor.answerWith('keepEdit', ({ seen }) => ok({ version: seen + 1 }))
    await parts.button('Look again').click()
    await expect(parts.bench().getByRole('alert')).toHaveCount(0)
    await expect(parts.input('ip')).toHaveValue('203.0.113.7')
    if (code === 'settled-meanwhile') return expect(parts.button('Save version')).toBeDisabled()
    await parts.button('Save version').click()
    await expect(page.getByText('Saved as version 4')).toBeVisible()
    expect(monitor.lastInput('keepEdit')).toMatchObject({ version: 3, seen: 3 })
  })

test('N1 a value from an attribute or the envelope says where it comes from, and is edited like any other', async () => {
  const place = { value: null, names: [], fault: null } as const
  const outside = [
    { ...place, at: '@tenant', pointer: '@tenant', state: 'present', value: '"•••••"' },
    { ...place, at: '^/region', pointer: '^/region', state: 'missing' },
    { ...place, at: '@bytes', pointer: '@bytes', state: 'beside' },
  ] as const
  monitor.answerWith('openVersion', () => ok({ ...opened, places: [...(opened.places ?? []), ...outside] }))
  await page.keyboard.press('Escape')
  await expect(parts.message().getByRole('button', { name: 'Mend…' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(parts.row('tenant')).toContainText('from an attribute')
  await expect(parts.row('region')).toContainText('from the envelope')
  await expect(parts.row('bytes')).toContainText('cannot be changed here')
  await expect(parts.input('bytes')).toHaveCount(0)
  await parts.input('tenant').fill('north')
  await parts.input('region').fill('eu-west-1')
  await parts.button('Save version').click()
  expect(monitor.lastInput('keepEdit')).toMatchObject({
    edit: {
      changes: [
        { at: '@tenant', value: '"north"' },
        { at: '^/region', value: '"eu-west-1"' },
      ],
    },
  })
})

test('N4 what was typed is still there after a look at another message', async () => {
  await parts.input('ip').fill('203.0.113.7')
  await page.keyboard.press('Escape')
  await expect(parts.message().getByRole('button', { name: 'Mend…' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(parts.input('ip')).toHaveValue('203.0.113.7')
})

test('N1 an edit that cannot be made says why', async () => {
  monitor.answerWith('checkEdit', () => failed(failure('edit-impossible', { why: 'ambiguous' })))
  await parts.input('ip').fill('203.0.113.7')
  await expect(parts.bench().getByRole('alert')).toContainText('This name appears more than once')
  await expect(parts.button('Send')).toBeDisabled()
})

test('Escape closes only the bench while the message is still being read', async () => {
  await page.keyboard.press('Escape')
  await expect(parts.bench()).toHaveCount(0)
  monitor.answerWith('openVersion', () => new Promise(() => undefined))
  await parts.message().getByRole('button', { name: 'Mend…' }).click()
  await expect(parts.bench()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(parts.bench()).toHaveCount(0)
  await expect(parts.message().getByRole('button', { name: 'Mend…' })).toBeVisible()
})

test('N1 a message that is not a JSON object offers only its whole text', async () => {
  monitor.answerWith('openVersion', () => ok({ ...opened, places: null }))
  await page.keyboard.press('Escape')
  await parts.message().getByRole('button', { name: 'Mend…' }).click()
  await expect(parts.bench()).toContainText('no value of it can be edited alone')
  await expect(parts.button('Edit the whole text…')).toBeEnabled()
})

test('N2 a saved version leads to the messages that were rejected for the same reasons', async () => {
  scriptRules(monitor)
  scriptMending(monitor)
  monitor.answerWith('proposeRule', () => ok({ found: false, why: 'the value is made up' }))
  monitor.answerWith('listRejected', () => ok({ rejected: [], total: 1_240, next: null }))
  monitor.answerWith('openVersion', () => ok({ ...opened, version: 1, newest: 1 }))
  await parts.input('ip').fill('203.0.113.7')
  await expect(parts.button('like it…')).toHaveCount(0)
  await parts.button('Save version').click()
  await parts.button('Mend the 1,239 like it…').click()
  const group = page.getByRole('region', { name: 'Mend the group' })
  await expect(group).toContainText('No rule can be proposed: the value is made up.')
  expect(monitor.lastInput('proposeRule')).toMatchObject({ id: '1', version: 1 })
  expect(monitor.lastInput('listRejected')).toMatchObject({ filter: { state: 'kept' }, limit: 1 })
})
