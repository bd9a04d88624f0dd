import { expect, test, type Browser, type Page } from '@playwright/test'
import { failure } from '../../src/contract/failure.ts'
import { failed, ok } from '../../src/contract/result.ts'
import { expectNoViolations } from './axe-steps.ts'
import { overlappingTexts, sidewaysScroll } from './page-layout.ts'
import { cutWords } from './page-steps.ts'
import { clearText, historyOf, opened, scriptMending } from './scripted-mending.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace } from './scripted-places.ts'

/** The built page on an engine that mends one message as each test says. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor
const complaints: string[] = []

test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy/i.test(message.text()))
      complaints.push(message.text())
  })
})

test.afterAll(() => browser.close())

test.beforeEach(async () => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.evaluate(`location.hash = '#/rejected'`)
  scriptMending(monitor)
  await page.reload()
  await monitor.connectTo(firstPlace)
  await page.getByRole('list', { name: 'Rejected messages' }).getByRole('button').first().click()
  await message().getByRole('button', { name: 'Mend…' }).click()
  await expect(bench()).toBeVisible()
})

test.afterEach(() => expect(complaints.splice(0)).toEqual([]))

const message = () => page.getByRole('region', { name: 'Rejected message' })
const bench = () => page.getByRole('region', { name: 'Mend', exact: true })
const row = (name: string) =>
  bench().getByRole('list', { name: 'Values' }).getByRole('listitem').filter({ hasText: name })
const input = (name: string) => bench().getByLabel(`New value of ${name}`)
const status = () => bench().getByRole('status')
const button = (name: string) => bench().getByRole('button', { name })
const editor = () => bench().getByRole('textbox', { name: 'Whole text' })

/** Asks for the whole text, for a reason. */
const openWhole = async () => {
  await button('Edit the whole text…').click()
  await bench().getByLabel('Why do you need to see it?').fill('ticket 12')
  await page.keyboard.press('Enter')
  await expect(editor()).toBeFocused()
}

test('N1 what is wrong comes first, with its covered value, its fault and what would be right', async () => {
  const names = bench().getByRole('list', { name: 'Values' }).locator('bdi')
  await expect(names).toHaveText([
    'user_id',
    'app_version',
    'ip',
    'userId',
    'device_type',
    'locale',
    'device_id',
  ])
  await expect(row('app_version')).toContainText('"latest"')
  await expect(row('ip')).toContainText('"•••••••"')
  await expect(row('ip')).toContainText('ip is not an IPv4 or IPv6 address')
  await expect(row('ip')).toContainText('Write an address such as')
  await expect(status()).toHaveText('4 faults left.')
  await expect(input('user_id')).toBeFocused()
})

test('N1 faults vanish as one types, and the edit that is judged is what was typed, as JSON', async () => {
  await input('app_version').fill('1.0')
  await expect(row('app_version')).not.toContainText('is not a version')
  await input('ip').fill('203.0.113.7')
  await bench().getByLabel('Rename userId').selectOption('user_id')
  await expect(status()).toHaveText('This message would pass now.')
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
  await button('Leave userId as it was').click()
  await expect(status()).toHaveText('2 faults left.')
  await button('Remove locale').click()
  await bench().getByRole('button', { name: 'Leave locale as it was' }).click()
  await button('Set locale to null').click()
  await expect(row('locale')).toContainText('Set to null')
})

test('N1 of two answers the last one that was asked for counts, whichever comes first', async () => {
  const asked: string[] = []
  monitor.answerWith('checkEdit', ({ edit }) => {
    asked.push(JSON.stringify(edit))
    return ok({ reasons: asked.length % 2 === 1 ? opened.reasons : [], text: opened.text })
  })
  await input('ip').pressSequentially('203.0.113.7', { delay: 20 })
  await expect(status()).toHaveText(/faults left|would pass/)
  await expect.poll(() => asked.at(-1) ?? '').toContain('203.0.113.7')
  expect(asked.length).toBeLessThan('203.0.113.7'.length)
})

test('N4 keeps a version by its key, and says what may be done with it', async () => {
  await input('ip').fill('203.0.113.7')
  monitor.answerWith('openVersion', () => ok({ ...opened, version: 1, newest: 1, reasons: [] }))
  monitor.answerWith('listVersions', () => ok(historyOf({})))
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Kept as version 1')).toBeVisible()
  await expect(input('ip')).toHaveValue('')
  const versions = message().getByRole('list', { name: 'Versions' })
  await expect(versions).toContainText('By hand, ann@desk')
  await expect(versions).toContainText('not sent yet')
  await expect(button('Keep version')).toBeDisabled()
  await expect(button('Send')).toBeEnabled()
  monitor.answerWith('undoEdit', () => ok(historyOf({ outcome: 'taken-back', takenBy: 'ann@desk' })))
  monitor.answerWith('openVersion', () => ok({ ...opened, newest: 1 }))
  await button('Undo version 1').click()
  await expect(page.getByText('Version 1 taken back')).toBeVisible()
  await expect(button('Undo version 1')).toHaveCount(0)
})

test('N4 says in its true word what became of a version that was sent, and goes on only where it is dealt with', async () => {
  monitor.answerWith('sendEdit', () =>
    ok(historyOf({ outcome: 'rejected-again', reasons: opened.reasons.slice(0, 1) })),
  )
  await input('ip').fill('203.0.113.7')
  await button('Send').click()
  await expect(status()).toHaveText('Rejected again.')
  expect(monitor.sent().slice(-6)).toContain('keepEdit')
  monitor.answerWith('sendEdit', ({ version }) =>
    ok({ ...historyOf({ version, outcome: 'loaded' }), state: 'loaded', rowId: '17' }),
  )
  await input('app_version').fill('1.0')
  await button('Send').click()
  await expect(page.getByText('Loaded as row 17')).toBeVisible()
  await expect(bench()).toHaveCount(0)
  await expect(message()).toBeVisible()
})

for (const { code, words } of [
  { code: 'mended-meanwhile', words: 'Somebody else has mended this message meanwhile.' },
  { code: 'settled-meanwhile', words: 'This message was loaded or discarded meanwhile.' },
] as const)
  test(`N4 ${code}: says so, and what was typed is still there`, async () => {
    monitor.answerWith('keepEdit', () => failed(failure(code)))
    await input('ip').fill('203.0.113.7')
    await button('Keep version').click()
    await expect(bench().getByRole('alert')).toContainText(words)
    await expect(input('ip')).toHaveValue('203.0.113.7')
    const now =
      code === 'settled-meanwhile'
        ? ({ ...opened, state: 'loaded' } as const)
        : { ...opened, version: 3, newest: 3 }
    monitor.answerWith('openVersion', () => ok(now))
    monitor.answerWith('keepEdit', ({ seen }) => ok({ version: seen + 1 }))
    await button('Look again').click()
    await expect(bench().getByRole('alert')).toHaveCount(0)
    await expect(input('ip')).toHaveValue('203.0.113.7')
    if (code === 'settled-meanwhile') return expect(button('Keep version')).toBeDisabled()
    await button('Keep version').click()
    await expect(page.getByText('Kept as version 4')).toBeVisible()
    expect(monitor.lastInput('keepEdit')).toMatchObject({ version: 3, seen: 3 })
  })

test('N4 what was typed is there again after another message was looked at', async () => {
  await input('ip').fill('203.0.113.7')
  await page.keyboard.press('Escape')
  await expect(message().getByRole('button', { name: 'Mend…' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(input('ip')).toHaveValue('203.0.113.7')
})

test('N1 an edit that cannot be made says why', async () => {
  monitor.answerWith('checkEdit', () => failed(failure('edit-impossible', { why: 'ambiguous' })))
  await input('ip').fill('203.0.113.7')
  await expect(bench().getByRole('alert')).toContainText('This name appears more than once')
  await expect(button('Send')).toBeDisabled()
})

test('N1 a message that is no JSON object offers its whole text alone', async () => {
  monitor.answerWith('openVersion', () => ok({ ...opened, places: null }))
  await page.keyboard.press('Escape')
  await message().getByRole('button', { name: 'Mend…' }).click()
  await expect(bench()).toContainText('no value of it can be edited alone')
  await expect(button('Edit the whole text…')).toBeEnabled()
})

test('N1 N4 the whole text is shown for a reason alone, with its faults marked and its changes on demand', async () => {
  await button('Edit the whole text…').click()
  const why = bench().getByLabel('Why do you need to see it?')
  await expect(why).toBeFocused()
  await why.press('Escape')
  await expect(bench()).toBeVisible()
  expect(monitor.lastInput('openVersion')).not.toHaveProperty('uncover')
  await openWhole()
  expect(monitor.lastInput('openVersion')).toMatchObject({ uncover: { why: 'ticket 12' } })
  await expect(editor()).toHaveText(clearText)
  await expect(bench().locator('.cm-lintRange')).toHaveText(['"latest"', '"10.0.0."', '"userId"'])
  await bench().locator('.cm-lintRange').first().hover()
  await expect(bench().locator('.cm-tooltip')).toContainText('app_version is not a version')

  await bench().getByRole('button', { name: 'Show place 1' }).press('Enter')
  await expect(editor()).toBeFocused()
  await page.keyboard.type('"1.0"')
  await expect(status()).toHaveText('This message would pass now.')
  await expect(bench().locator('.cm-lintRange')).toHaveCount(0)
  await bench().getByRole('switch', { name: 'Show changes' }).check()
  await expect(bench().locator('.cm-deletedChunk')).toContainText('latest')

  await page.keyboard.press('Escape')
  await expect(status()).toHaveText('Keep this text or drop it first.')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Kept as version 1')).toBeVisible()
  expect(monitor.lastInput('keepEdit')).toMatchObject({
    ...{ version: 0, seen: 0, edit: { by: 'text', text: clearText.replace('"latest"', '"1.0"') } },
  })
  await button('Back to the values').click()
  await expect(editor()).toHaveCount(0)
  await expect(page.locator('body')).not.toContainText('10.0.0.')
})

test('N1 every character of a text is kept that is not edited, carriage returns among them', async () => {
  const odd = '{"a":"\u0007",\r\n"b":\t"x",\r"ip":"\u2028\u00ad"}\r\n'
  monitor.answerWith('openVersion', ({ uncover }) =>
    ok(uncover == null ? opened : { ...opened, text: odd, covered: false, original: odd }),
  )
  await openWhole()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' ')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Kept as version 1')).toBeVisible()
  expect(monitor.lastInput('keepEdit')).toMatchObject({ edit: { by: 'text', text: `${odd} ` } })
})

/** Scrolls the message to its end. */
const toTheEnd = `document.querySelector('section[aria-label="Rejected message"]').scrollTo(0, 1e6)`

const states: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['its values', () => expect(status()).toHaveText('4 faults left.')],
  [
    'something typed',
    () =>
      input('ip')
        .fill('203.0.113.7')
        .then(() => expect(status()).toHaveText('3 faults left.')),
  ],
  ['its whole text', openWhole],
]

for (const [name, enter] of states)
  test(`N1 the bench with ${name} is whole at every size, and axe finds nothing`, async () => {
    monitor.answerWith('listVersions', () =>
      ok(historyOf({ outcome: 'rejected-again', reasons: opened.reasons.slice(0, 1) }, {})),
    )
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByRole('list', { name: 'Rejected messages' }).getByRole('button').first().click()
    await message().getByRole('button', { name: 'Mend…' }).click()
    await enter()
    await expect(message().getByRole('list', { name: 'Versions' })).toContainText('rejected again')
    for (const size of [
      { width: 640, height: 600 },
      { width: 900, height: 600 },
      { width: 1280, height: 800 },
    ]) {
      await page.setViewportSize(size)
      expect(await cutWords(page)).toEqual([])
      expect(await sidewaysScroll(page)).toBe(0)
      // At its end nothing lies below the bar, which stays in sight above what is scrolled.
      await page.evaluate(toTheEnd)
      expect(await overlappingTexts(page)).toEqual([])
    }
    await expectNoViolations(page, `the bench with ${name}`)
  })
