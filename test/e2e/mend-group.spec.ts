import { expect, test, type Browser, type Page } from '@playwright/test'
import { failure } from '../../src/contract/failure.ts'
import { failed, ok, type Result } from '../../src/contract/result.ts'
import { expectNoViolations } from './axe-steps.ts'
import { cutWords } from './page-steps.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { openScriptedPage } from './scripted-page.ts'
import { firstPlace } from './scripted-places.ts'
import { done, preview, scriptRules, stagesTo } from './scripted-rules.ts'

/** The built page on an engine that answers for rules what each test says. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor

test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openScriptedPage())
})

test.afterAll(() => browser.close())

test.beforeEach(async () => {
  scriptRules(monitor)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.evaluate(`location.hash = '#/rejected'`)
  await monitor.connectTo(firstPlace)
  await page.getByRole('list', { name: 'Causes' }).getByRole('button').last().click()
})

const panel = () => page.getByRole('region', { name: 'Mend the group' })
const step = (number: number) => panel().getByRole('listitem', { name: `Step ${number}` })
const button = (name: string | RegExp) =>
  panel().getByRole('button', { name, exact: typeof name === 'string' })

const open = async () => {
  await page.getByRole('button', { name: 'Mend the group…' }).click()
  await expect(panel()).toContainText('Not JSON')
}

/** Chooses the kept rule and previews it. */
const openPreviewed = async () => {
  await open()
  await panel().getByLabel('Rule', { exact: true }).first().selectOption('former-names')
  await button('Preview').click()
  await expect(panel().getByTestId('preview')).toContainText('1,198 of 1,240 would pass.')
}

const openApplied = async () => {
  await openPreviewed()
  await button('Apply to 1,239 messages').click()
}

const tell = (stages: ReturnType<typeof stagesTo>, end: typeof done | null = null) =>
  monitor.emit({
    type: 'repair',
    repair: { runId: 'r', name: 'former-names', hash: 'aaaaaaaaaaaaaaaa', stages, end },
  })

test('N2 says what a kept rule does, shows it at a message, and takes another message', async () => {
  await open()
  await panel().getByLabel('Rule', { exact: true }).first().selectOption('former-names')
  await expect(panel()).toContainText('It renames /userId to user_id.')
  const body = panel().getByLabel('The message before and after')
  await expect(body.locator('del')).toHaveText('"userId"')
  await expect(body.locator('ins')).toHaveText('"user_id"')
  await expect(body).toContainText('1,204 characters')
  await expect(panel()).toContainText('It would pass.')
  await button('Next example').click()
  await expect(panel()).toContainText('That was the last message of the group.')
  await button('Previous example').click()
  await expect(body).toBeVisible()
})

test('N2 builds a rule step by step, and says at each step what is wrong with it', async () => {
  await open()
  await expect(panel()).toContainText('Add a step.')
  await expect(button('Preview')).toBeDisabled()
  await button('Add a step').click()
  await step(1).getByLabel('Where').fill('/ip')
  await step(1).getByLabel('New name').fill('locale')
  await expect(step(1)).toContainText('would carry the value of "ip", which is masked, to where it is not')
  await step(1).getByLabel('What is done').selectOption('Drop')
  await step(1).getByLabel('Where').fill('/session')
  await button('Add a step').click()
  await step(2).getByLabel('What is done').selectOption('Convert')
  await step(2).getByLabel('Where').fill('/app_version')
  await expect(panel()).toContainText('It drops /session, then makes /app_version a text.')
  await button('Move step 2 up').click()
  await expect(panel()).toContainText('It makes /app_version a text, then drops /session.')
  await button('Remove step 1').click()
  await button('Preview').click()
  await expect(button('Apply to 1,239 messages')).toBeVisible()
  expect(monitor.lastInput('keepRule')).toMatchObject({
    from: { by: 'made', rule: { name: 'rule', steps: [{ do: 'drop', at: '/session' }] } },
    instead: null,
  })
  // What is seen is what is sent: another rule is another preview.
  await step(1).getByLabel('Where').fill('/other')
  await expect(button('Preview')).toBeVisible()
  await expect(panel().getByTestId('preview')).toHaveCount(0)
})

test('N2 says before anything is sent how many would pass, and why the others would not', async () => {
  await openPreviewed()
  for (const words of [
    'In 1 it changes nothing; they are not sent.',
    '41 would be rejected again:',
    '40 ip is not an IPv4 or IPv6 address',
    '1 locale is missing',
  ])
    await expect(panel().getByTestId('preview')).toContainText(words)
  expect(monitor.sent()).not.toContain('applyRule')
})

test('N2 tells how far a preview is, and cancels it', async () => {
  let settle: (result: Result<unknown>) => void = () => undefined
  monitor.answerWith('previewRule', () => new Promise((resolve) => (settle = resolve)))
  monitor.answerWith('cancelOperation', () => {
    settle(failed(failure('cancelled')))
    return ok({ found: true })
  })
  await open()
  await panel().getByLabel('Rule', { exact: true }).first().selectOption('former-names')
  await button('Preview').click()
  await expect(panel()).toContainText('Looking what it would do')
  const { operation } = monitor.lastInput('previewRule') as { readonly operation: string }
  await monitor.emit({ type: 'look', operation, look: { looked: 500, of: 1_240 } })
  await expect(panel()).toContainText('500 of 1,240 looked at')
  await button('Cancel').click()
  await expect(button('Preview')).toBeEnabled()
  await expect(panel().getByRole('alert')).toHaveCount(0)
})

test('N3 shows the stages while a rule is applied, stops it, and says at the end what became of the messages', async () => {
  await openApplied()
  expect(monitor.lastInput('applyRule')).toMatchObject({ upTo: preview.upTo, rate: null, mostFailures: 10 })
  await tell(stagesTo([1, 0], [10, 0], [42, 3]))
  await expect(
    panel().getByRole('listitem', { name: /^Stage 3, of up to 100: 42 sent, 3 rejected again/ }),
  ).toBeVisible()
  await button('Stop').click()
  expect(monitor.sent()).toContain('stopRun')
  await tell(stagesTo([1, 0], [10, 0], [100, 4], [1_000, 37]), done)
  await expect(panel().getByTestId('repair-end')).toHaveText(
    '1,239 sent: 1,190 loaded, 8 already loaded, 41 rejected again.',
  )
  await expect(panel().getByRole('link', { name: 'Open the run' })).toHaveAttribute('href', '#/runs?run=r')
  await button('See what is left').click()
  await expect(panel()).toHaveCount(0)
})

test('N3 says at which stage a wrong rule was stopped, and that all others are as they were', async () => {
  await openApplied()
  const stage = { stage: 1, sent: 1, failed: 1 }
  await tell(stagesTo([1, 1]), {
    ...{ ...done, sent: 1, loaded: 0, alreadyLoaded: 0, rejectedAgain: 1 },
    ...{ end: 'stopped', stage },
  })
  await expect(panel().getByTestId('repair-end')).toContainText(
    'Stopped at stage 1: of 1 sent, 1 were rejected again. All others are as they were.',
  )
  await expect(panel().getByRole('link', { name: 'See the rows' })).toHaveCount(0)
})

test('N3 says what stood in the way where applying failed, and where it may not begin', async () => {
  await openApplied()
  const cause = failure('database-not-listening', { address: 'first.test:5432', code: 'ECONNREFUSED' })
  await tell(stagesTo([1, 0]), { ...done, sent: 0, loaded: 0, end: 'failed', failure: cause })
  await expect(panel().getByRole('alert')).toContainText('first.test:5432')
  await button('See what is left').click()
  monitor.answerWith('applyRule', () => failed(failure('run-active')))
  await openApplied()
  await expect(panel().getByRole('alert')).toBeVisible()
})

test('N2 says why a kept rule cannot be used, and what is wrong with a file', async () => {
  await open()
  await panel().getByLabel('Rule', { exact: true }).first().selectOption('foreign (cannot be used now)')
  await expect(panel()).toContainText('made for the definition "0123456789abcdef"')
  await expect(panel()).toContainText('never previewed here')
  await expect(button('Preview')).toBeDisabled()
  const brought = { name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from('nothing') }
  await panel().locator('input[type="file"]').setInputFiles(brought)
  await expect(page.getByText('mine.json:1:1 not JSON: a value is missing')).toBeVisible()
  expect(monitor.lastInput('keepRule')).toMatchObject({
    from: { by: 'file', name: 'mine.json', text: 'nothing' },
  })
  await page.getByRole('button', { name: 'Close', exact: true }).last().click()
})

test('N2 renames, exports and deletes a kept rule, and undoes that', async () => {
  await open()
  await panel().getByLabel('Rule', { exact: true }).first().selectOption('former-names')
  await button('More about the rule former-names').click()
  monitor.answerWith('exportRule', () => ok({ how: 'saved', name: 'former-names.repair.json' }))
  await page.getByRole('menuitem', { name: 'Export…' }).click()
  await expect(page.getByText('The rule was exported to former-names.repair.json')).toBeVisible()
  await button('More about the rule former-names').click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByText('The rule former-names was deleted')).toBeVisible()
  expect(monitor.lastInput('deleteRule')).toEqual({ hash: 'aaaaaaaaaaaaaaaa' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => monitor.lastInput('restoreRule')).toEqual({ hash: 'aaaaaaaaaaaaaaaa' })
  await panel().getByLabel('Rule', { exact: true }).first().selectOption('former-names')
  await panel().getByLabel('Name').fill('user-id')
  await button('Rename').click()
  await expect.poll(() => monitor.lastInput('renameRule')).toMatchObject({ name: 'user-id' })
})

test('says of the open group how many would pass now, and loads those and no later ones', async () => {
  await expect(page.getByRole('status').filter({ hasText: '1,204 of 1,240 would pass now' })).toBeVisible()
  await page.getByRole('button', { name: 'Load them' }).click()
  await expect.poll(() => monitor.lastInput('retryRejected')).toMatchObject({ upTo: '7' })
})

test('closes by Escape, and a message that is opened takes its place', async () => {
  await open()
  await page.keyboard.press('Escape')
  await expect(panel()).toHaveCount(0)
  await open()
  await page.getByRole('list', { name: 'Rejected messages' }).getByRole('button').first().click()
  await expect(panel()).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Rejected message' })).toBeVisible()
})

const states = [
  {
    name: 'a new rule with a mistake',
    enter: async () => {
      await open()
      await button('Add a step').click()
    },
  },
  { name: 'a previewed rule', enter: openPreviewed },
  {
    name: 'a rule that is applied',
    enter: async () => {
      await openApplied()
      await tell(stagesTo([1, 0], [10, 0], [42, 3]))
    },
  },
  {
    name: 'a rule that was applied',
    enter: async () => {
      await openApplied()
      await tell(stagesTo([1, 0], [10, 0], [100, 4], [1_000, 37]), done)
      await expect(panel().getByTestId('repair-end')).toBeVisible()
    },
  },
]

for (const { name, enter } of states)
  test(`${name} has nothing that axe objects to and no words that are cut, at any size`, async ({}, info) => {
    await enter()
    await expectNoViolations(page, name)
    for (const [width, height] of [
      [1280, 800],
      [900, 600],
      [640, 600],
    ] as const) {
      await page.setViewportSize({ width, height })
      expect(await cutWords(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await info.attach(`${name} ${width} ${colorScheme}`, {
          body: await page.screenshot(),
          contentType: 'image/png',
        })
      }
    }
  })
