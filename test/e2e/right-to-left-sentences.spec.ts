import { expect, test, type Browser, type Page } from '@playwright/test'
import type { EventChange } from '../../src/contract/event-change.ts'
import { failure } from '../../src/contract/failure.ts'
import { logins } from '../../src/contract/logins.ts'
import type { CommandName } from '../../src/contract/monitor.ts'
import { plainField } from '../support/draft-fields.ts'
import { ruleOf, type RepairFile } from '../../src/contract/repair-rule.ts'
import { answerOf, expectApart, name, openRightToLeft, other } from './right-to-left-page.ts'
import { scriptEditing } from './scripted-editing.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { firstPlace, settings } from './scripted-places.ts'

/** Sentences that come to the page with names already in them: mistakes, changes, objections and problems. */
let browser: Browser
let page: Page
let monitor: ScriptedMonitor
test.beforeAll(async () => {
  ;({ browser, page, monitor } = await openRightToLeft())
})
test.afterAll(() => browser.close())
test.beforeEach(() => page.setDefaultTimeout(8_000))

const answer = (command: CommandName, value: unknown) => answerOf(monitor)(command, value)
const draft = {
  ...{ name: 'orders', label: name, envelope: 'auto', origin: 'envelope', match: null },
  table: { schema: null, name: 'orders', rowNumber: 'row_number', sentColumn: null, columns: null },
  unknownFields: 'ignore',
}
const path = '/data/events/orders.event.json'
const staging = { ...settings.profiles[0], event: path }

const openConnection = async (): Promise<void> => {
  answer('getSettings', { ...settings, profiles: [staging] })
  await page.evaluate(`location.hash = '#/settings?section=connections'`)
  await page.reload()
  await monitor.connectTo(firstPlace)
  await page.getByRole('button', { name: 'Edit Staging' }).click()
}

test('mistakes of a definition, what changed in it and how it fits its table keep names in their place', async () => {
  scriptEditing(monitor, () => [JSON.stringify({ [name]: 1, [other]: 2 })])
  answer('lookAtEvent', {
    readable: false,
    mistakes: [`orders.event.json:3:7 fields[1].name: there is a field "${name}" before`],
  })
  const fields = [
    plainField('id'),
    plainField('one', { pointer: `/${name}`, column: name }),
    plainField('two', { pointer: `/${other}`, column: other }),
  ]
  answer('openDraft', { draft: { ...draft, fields }, opened: 'mark-1' })
  answer('fitDraft', {
    items: [
      {
        ...{
          code: 'table',
          what: 'Table',
          state: 'not-fine',
          found: `${name} 12 has no column "${other}" 3.`,
        },
        advice: `Run alter table ${name} add column ${other} text; then start again.`,
      },
    ],
    statement: null,
  })
  await openConnection()
  await expectApart(page.getByRole('main'))
  answer('lookAtEvent', { readable: true, event: logins })
  await openConnection()
  await page.getByRole('button', { name: 'Edit fields…' }).click()
  const editor = page.getByRole('dialog')
  await expectApart(editor.getByRole('list', { name: 'Fit with the table' }))
  await editor.getByLabel('Column of two', { exact: true }).fill(name)
  await expect(editor).toContainText(`fills the column "${name}" too`)
  await expectApart(editor)
  await page.getByRole('button', { name: 'Undo' }).click()

  const change = (kind: EventChange['kind'], subject: string, sentence: string): EventChange => ({
    ...{ kind, path: ['fields', 0], subject, sentence, field: null, column: null },
  })
  const changes = [
    change('free', `${name}.summary`, 'changes no row'),
    change('asked', name, `fills another column than before; "${other}" stays as it is, 12`),
  ]
  answer('saveDraft', { saved: false, why: 'changes', changes, seen: 'seen-1' })
  await editor.getByLabel('Name of id', { exact: true }).fill('key')
  await editor.getByRole('button', { name: 'Save', exact: true }).click()
  const told = editor.getByRole('region', { name: 'Changes' })
  await expect(told).toContainText(`${name}: fills another column than before; "${other}" stays as it is, 12`)
  await expectApart(told)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await editor.getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(editor).toHaveCount(0)
})

test('the result of a test and the notices of settings keep names in their place', async () => {
  answer('testProfile', {
    mistakes: {},
    items: [
      {
        ...{
          code: 'table',
          what: 'Table',
          state: 'not-fine',
          found: `${name} is used by 2: ${other}, ${name}.`,
        },
        advice: `Have the owner "${other}" run it; then start again.`,
      },
    ],
  })
  await openConnection()
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await expectApart(page.getByRole('list', { name: 'Result of the test' }))
})

test('what a rule does, what is wrong with it and why it cannot be used keep names in their place', async () => {
  const kept = { keptAt: '2026-03-04T05:06:07.000Z', previewedAt: null, usedAt: null, enabledAt: null }
  const file = { name: 'foreign', definition: '0123456789abcdef', steps: [{ do: 'drop', at: `/${name}` }] }
  answer('listRules', {
    definition: '0123456789abcdef',
    rules: [
      {
        ...{
          ...kept,
          hash: 'bbbbbbbbbbbbbbbb',
          name: 'foreign',
          rule: ruleOf(file as RepairFile),
          origin: 'file',
        },
        why: `steps[0].at: no field of "${name}" is read from "/${other}", 12`,
      },
    ],
  })
  await page.evaluate(`location.hash = '#/rejected'`)
  await page.reload()
  await monitor.connectTo(firstPlace)
  await page.getByRole('list', { name: 'Causes' }).getByRole('button').last().click()
  await page.getByRole('button', { name: 'Mend the group…' }).locator('visible=true').click()
  const panel = page.getByRole('region', { name: 'Mend the group', exact: true })
  await panel.getByRole('button', { name: 'Add a step' }).click()
  const step = panel.getByRole('listitem', { name: 'Step 1' })
  await step.getByLabel('Where').fill(name)
  await step.getByLabel('New name').fill('user_id')
  await expect(step).toContainText('is not a pointer')
  await expectApart(page.getByRole('list', { name: 'Causes' }))
  await step.getByLabel('Where').fill(`/${name}`)
  await expect(panel).toContainText(`It renames /${name} to user_id`)
  await expectApart(panel)

  await panel.getByRole('combobox', { name: 'Rule', exact: true }).selectOption('bbbbbbbbbbbbbbbb')
  await expect(panel).toContainText(`no field of "${name}" is read from "/${other}", 12`)
  await expectApart(panel)
})

test('the problems of a failure keep names in their place, one after the other', async () => {
  const problems = [
    `orders.event.json:3:7 fields[0].name: there is a field "${name}" before`,
    `orders.event.json:9:7 fields[1].column: the field "${other}" fills the column "${name}" too, 12`,
  ]
  await monitor.failToConnect(
    failure('event-file-unusable', { path, code: 'EVENT', problems: problems.join(';\n') }),
    null,
  )
  await page.evaluate(`location.hash = '#/monitor'`)
  const banner = page.getByRole('alert').filter({ hasText: 'cannot be used' })
  await expect(banner).toContainText(`the field "${other}" fills the column "${name}" too, 12`)
  await expectApart(banner)
  await monitor.failToConnect(
    failure('event-changed', {
      ...{ event: name, table: other, seen: 's', asked: 'yes' },
      problems: `${name}: takes more than before;\n${other}: fills another column than before; "${name}" stays as it is`,
    }),
    null,
  )
  await page.getByRole('button', { name: 'Look at the changes…' }).click()
  const changed = page.getByRole('list', { name: 'Changes' })
  await expect(changed.getByRole('listitem')).toHaveCount(2)
  await expectApart(changed)
})
