import { expect, test, type Browser, type Page } from '@playwright/test'
import { ok } from '../../src/contract/result.ts'
import { expectNoViolations } from './axe-steps.ts'
import { benchOn, complaintsOf, openBench, type BenchParts } from './mend-steps.ts'
import { overlappingTexts, sidewaysScroll } from './page-layout.ts'
import { cutWords } from './page-steps.ts'
import { clearText, historyOf, opened } from './scripted-mending.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace, readingsOf } from './scripted-places.ts'

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

test('N1 N4 the whole text is shown only for a reason, with its faults marked and its changes on demand', async () => {
  await parts.button('Edit the whole text…').click()
  const why = parts.bench().getByLabel('Why do you need to see it?')
  await expect(why).toBeFocused()
  await why.press('Escape')
  await expect(parts.bench()).toBeVisible()
  expect(monitor.lastInput('openVersion')).not.toHaveProperty('uncover')
  await parts.openWhole()
  expect(monitor.lastInput('openVersion')).toMatchObject({ uncover: { why: 'ticket 12' } })
  await expect(parts.editor()).toHaveText(clearText)
  await expect(parts.bench().locator('.cm-lintRange')).toHaveText(['"latest"', '"10.0.0."', '"userId"'])
  await parts.bench().locator('.cm-lintRange').first().hover()
  await expect(parts.bench().locator('.cm-tooltip')).toContainText('app_version is not a version')

  await parts.bench().getByRole('button', { name: 'Show place 1' }).press('Enter')
  await expect(parts.editor()).toBeFocused()
  await page.keyboard.type('"1.0"')
  await expect(parts.status()).toHaveText('This message would pass now.')
  await expect(parts.bench().locator('.cm-lintRange')).toHaveCount(0)
  await parts.bench().getByRole('switch', { name: 'Show changes' }).check()
  await expect(parts.bench().locator('.cm-deletedChunk')).toContainText('latest')

  await page.keyboard.press('Escape')
  await expect(parts.status()).toHaveText('Save this text or drop it first.')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved as version 1')).toBeVisible()
  expect(monitor.lastInput('keepEdit')).toMatchObject({
    ...{ version: 0, seen: 0, edit: { by: 'text', text: clearText.replace('"latest"', '"1.0"') } },
  })
  await parts.button('Back to the values').click()
  await expect(parts.editor()).toHaveCount(0)
  await expect(page.locator('body')).not.toContainText('10.0.0.')
})

test('N1 every character of a text that is not edited is preserved, including carriage returns', async () => {
  const odd = '{"a":"\u0007",\r\n"b":\t"x",\r"ip":"\u2028\u00ad"}\r\n'
  monitor.answerWith('openVersion', ({ uncover }) =>
    ok(uncover == null ? opened : { ...opened, text: odd, covered: false, original: odd }),
  )
  await parts.openWhole()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' ')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved as version 1')).toBeVisible()
  expect(monitor.lastInput('keepEdit')).toMatchObject({ edit: { by: 'text', text: `${odd} ` } })
})

test('N4 a typed but unsaved text is still there after a look at another message', async () => {
  const listed = page.getByRole('list', { name: 'Rejected messages' }).getByRole('button')
  const { getRejected } = readingsOf(firstPlace)
  if (getRejected === undefined) throw new Error('The place has no message')
  monitor.answerWith('getRejected', ({ id }) => ok({ ...getRejected, id }))
  await parts.openWhole()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('typed')
  await listed.nth(1).click()
  await expect(parts.bench()).toHaveCount(0)
  await parts.message().getByRole('button', { name: 'Mend…' }).click()
  // What belongs to one message is not shown for another.
  await expect(parts.status()).toHaveText('4 faults left.')
  await expect(parts.editor()).toHaveCount(0)
  await listed.first().click()
  monitor.answerWith('openVersion', () => ok({ ...opened, version: 2, newest: 2 }))
  await parts.message().getByRole('button', { name: 'Mend…' }).click()
  await expect(parts.editor()).toHaveText(`${clearText}typed`)
  await expect(parts.bench()).toContainText('Version 2 was made since this was typed.')
  await expectNoViolations(page, 'a text that was found again')
  await parts.button('Drop this text').click()
  await listed.nth(1).click()
  await listed.first().click()
  await parts.message().getByRole('button', { name: 'Mend…' }).click()
  await expect(parts.editor()).toHaveCount(0)
  await expect(page.locator('body')).not.toContainText('10.0.0.')
})

/** Scrolls the message to its end. */
const toTheEnd = `document.querySelector('section[aria-label="Rejected message"]').scrollTo(0, 1e6)`

const states: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['its values', () => expect(parts.status()).toHaveText('4 faults left.')],
  [
    'something typed',
    () =>
      parts
        .input('ip')
        .fill('203.0.113.7')
        .then(() => expect(parts.status()).toHaveText('3 faults left.')),
  ],
  ['its whole text', () => parts.openWhole()],
]

for (const [name, enter] of states)
  test(`N1 the bench with ${name} is whole at every size, and axe finds nothing`, async () => {
    monitor.answerWith('listVersions', () =>
      ok(historyOf({ outcome: 'rejected-again', reasons: opened.reasons.slice(0, 1) }, {})),
    )
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByRole('list', { name: 'Rejected messages' }).getByRole('button').first().click()
    await parts.message().getByRole('button', { name: 'Mend…' }).click()
    await enter()
    await expect(parts.versions()).toContainText('rejected again')
    for (const size of [
      { width: 640, height: 600 },
      { width: 900, height: 600 },
      { width: 1280, height: 800 },
    ]) {
      await page.setViewportSize(size)
      expect(await cutWords(page)).toEqual([])
      expect(await sidewaysScroll(page)).toBe(0)
      // At its end nothing is below the bar, which stays visible above what scrolls.
      await page.evaluate(toTheEnd)
      expect(await overlappingTexts(page)).toEqual([])
    }
    await expectNoViolations(page, `the bench with ${name}`)
  })
