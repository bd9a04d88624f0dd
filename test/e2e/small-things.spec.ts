import { expect, test, type Browser, type Page } from '@playwright/test'
import { failure } from '../../src/contract/failure.ts'
import { ok } from '../../src/contract/result.ts'
import { expectNoViolations } from './axe-steps.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace, settings } from './scripted-places.ts'

/** Small things that a person meets sooner or later, in the built page on an engine that does what each test says. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor

test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
})

test.afterAll(() => browser.close())

test('where a key does not fit, the banner leads to a place for the former one', async () => {
  const keys = (['mask', 'seal'] as const).map((purpose) => ({
    ...{ purpose, origin: `/data/keys/${purpose}.key`, checkValue: '0011223344556677' },
  }))
  monitor.answerWith('getSettings', () => ok({ ...settings, keys }))
  await monitor.failToConnect(failure('key-mismatch', { purpose: 'mask' }), null)
  await page.getByRole('button', { name: 'Choose key file', exact: true }).click()
  const form = page.getByRole('form', { name: 'Former mask key' })
  await expect(form).toBeVisible()
  await expect(page.getByRole('form', { name: 'Former seal key' })).toHaveCount(0)
  const use = form.getByRole('button', { name: 'Use this key', exact: true })
  await expect(use).toBeDisabled()
  monitor.answerWith('useKey', () =>
    ok({ saved: false, mistakes: { path: 'No file can be read at this path.' } }),
  )
  await form.getByLabel('File with the former key').fill('/backup/mask.key')
  await use.click()
  await expect(form).toContainText('No file can be read at this path.')
  expect(monitor.lastInput('useKey')).toEqual({ purpose: 'mask', path: '/backup/mask.key' })
  await expectNoViolations(page, 'the place for a former key')

  monitor.answerWith('useKey', () => ok({ saved: true, value: { ...settings, keys } }))
  await use.click()
  await monitor.connectTo(firstPlace)
  await expect(form).toHaveCount(0)
})
