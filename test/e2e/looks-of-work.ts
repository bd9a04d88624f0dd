import { expect } from '@playwright/test'
import { failure } from '../../src/contract/failure.ts'
import { ok } from '../../src/contract/result.ts'
import { connectToFull, fullPlace, longPlace, show, type Look, type LookPage } from './looks-world.ts'
import { builtIn } from './monitor-states.ts'
import { openNewEvent, scriptEditing } from './scripted-editing.ts'
import { scriptMending } from './scripted-mending.ts'
import { sourceOf } from './scripted-places.ts'
import { scriptRules } from './scripted-rules.ts'

const openMessage = async (on: LookPage, place = fullPlace): Promise<void> => {
  await show(on, 'rejected')
  await connectToFull(on, place)
  await on.page.getByRole('list', { name: 'Rejected messages' }).getByRole('button').first().click()
  await expect(on.page.getByLabel('Body', { exact: true })).toBeVisible()
}

const openRow = async (on: LookPage, place = fullPlace): Promise<void> => {
  await show(on, 'rows')
  await connectToFull(on, place)
  await on.page.getByRole('grid').locator('tbody td').first().click()
  await on.page.keyboard.press('Shift+ArrowDown')
  await on.page.keyboard.press('Enter')
  await expect(on.page.getByRole('region', { name: 'Row', exact: true })).toBeVisible()
}

const openBench = async (on: LookPage): Promise<void> => {
  scriptMending(on.monitor)
  await openMessage(on)
  await on.page.getByRole('button', { name: 'Mend…' }).click()
  await expect(on.page.getByRole('region', { name: 'Mend', exact: true })).toBeVisible()
}

const openRules = async (on: LookPage): Promise<void> => {
  scriptRules(on.monitor)
  await show(on, 'rejected')
  await connectToFull(on)
  await on.page.getByRole('list', { name: 'Causes' }).getByRole('button').last().click()
  await on.page.getByRole('button', { name: 'Mend the group…' }).click()
  const panel = on.page.getByRole('region', { name: 'Mend the group' })
  await panel.getByRole('combobox', { name: 'Rule', exact: true }).selectOption('former-names')
  await panel.getByRole('button', { name: 'Preview', exact: true }).click()
  await expect(panel.getByTestId('preview')).toContainText('would pass')
}

const openEditor = async (on: LookPage): Promise<void> => {
  const bodies = Array.from({ length: 60 }, (_, id) =>
    JSON.stringify({
      id,
      placed_at: '2026-03-04T05:06:07Z',
      currency: 'EUR',
      buyer: { mail: `b${id}@a.test` },
    }),
  )
  scriptEditing(on.monitor, () => bodies)
  const editor = await openNewEvent(on.page, on.monitor)
  await editor.getByRole('button', { name: 'Look at the queue' }).click()
  await expect(editor).toContainText('Of 60 waiting, 60 would pass.')
}

/** What a button in the view of rejected messages opens. */
const openAbove =
  (button: string) =>
  async (on: LookPage): Promise<void> => {
    const { page } = on
    await show(on, 'rejected')
    await connectToFull(on)
    await page.getByRole('button', { name: button, exact: true }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
  }

const openErase = async (on: LookPage): Promise<void> => {
  on.monitor.answerWith('countErasable', () => ok({ messages: 60, kept: 60, upTo: '9' }))
  await show(on, 'rejected')
  await connectToFull(on)
  await on.page.getByRole('checkbox', { name: 'Select all' }).check()
  await on.page.getByRole('button', { name: 'More', exact: true }).click()
  await on.page.getByRole('menuitem', { name: /Erase .*for good…/ }).click()
  await expect(on.page.getByRole('dialog').getByRole('status')).toContainText('erased for good')
}

const pressed =
  (keys: string) =>
  async (on: LookPage): Promise<void> => {
    await connectToFull(on)
    await on.page.keyboard.press(keys)
    await expect(on.page.getByRole('dialog')).toBeVisible()
  }

const openReport = async ({ page, monitor }: LookPage): Promise<void> => {
  await monitor.connectTo(fullPlace)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('report a problem')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Report a problem' })).toBeVisible()
}

const settingsSection =
  (section: string) =>
  async (on: LookPage): Promise<void> => {
    await show(on, 'settings')
    await connectToFull(on)
    await on.page
      .getByRole('navigation', { name: 'Sections of the settings' })
      .getByRole('button', { name: section })
      .click()
  }

/** What people work with: panels, the bench, the editor, dialogs. */
export const workLooks: readonly Look[] = [
  { name: 'rows-row', enter: (on) => openRow(on), primary: null },
  { name: 'rows-row-long-names', enter: (on) => openRow(on, longPlace), primary: null },
  {
    name: 'rows-summary',
    enter: async (on) => {
      await show(on, 'rows')
      await connectToFull(on)
      await on.page.getByRole('button', { name: 'Summary' }).click()
      await expect(
        on.page.getByRole('region', { name: 'Summary' }).getByRole('listitem').first(),
      ).toBeVisible()
    },
    primary: null,
  },
  { name: 'rejected-message', enter: (on) => openMessage(on), primary: 'Mend…' },
  { name: 'rejected-message-long-names', enter: (on) => openMessage(on, longPlace), primary: 'Mend…' },
  {
    name: 'rejected-picked',
    enter: async (on) => {
      await show(on, 'rejected')
      await connectToFull(on)
      await on.page.getByRole('checkbox', { name: 'Select all' }).check()
    },
    primary: null,
  },
  {
    name: 'runs-run',
    enter: async (on) => {
      await show(on, 'runs')
      await connectToFull(on)
      await on.page.getByRole('table').locator('visible=true').locator('tbody tr').first().click()
      await expect(on.page.getByRole('region', { name: 'Run', exact: true })).toBeVisible()
    },
    primary: null,
  },
  { name: 'bench', enter: openBench, primary: 'Send' },
  {
    name: 'bench-both-gone',
    enter: async (on) => {
      await openBench(on)
      await on.monitor.emit({ type: 'connected', source: sourceOf(builtIn) })
      for (const which of ['queue', 'database'] as const) await on.monitor.neighbour(which, 'away')
    },
    primary: 'Start the queue again',
  },
  { name: 'rules', enter: openRules, primary: 'Apply to 1,239 messages' },
  { name: 'event-editor', enter: openEditor, primary: 'Save' },
  { name: 'dead-letters-look', enter: openAbove('Look'), primary: null },
  { name: 'dead-letters-pull', enter: openAbove('Pull onto the bench…'), primary: 'Pull' },
  { name: 'dead-letters-redrive', enter: openAbove('Redrive…'), primary: 'Send' },
  { name: 'erase', enter: openErase, primary: 'Erase' },
  {
    name: 'trace',
    enter: async (on) => {
      await show(on, 'runs')
      await connectToFull(on)
      await on.page.getByRole('button', { name: 'Trace…' }).click()
      await expect(on.page.getByRole('dialog')).toBeVisible()
    },
    primary: 'Trace',
  },
  {
    name: 'samples',
    enter: async ({ page, monitor }) => {
      await monitor.connectTo(builtIn)
      await page.keyboard.press('Control+k')
      await page.keyboard.type('add sample')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog', { name: /sample/ })).toBeVisible()
    },
    primary: 'Add messages',
  },
  { name: 'palette', enter: pressed('Control+k'), primary: null },
  { name: 'shortcuts', enter: pressed('?'), primary: null },
  {
    name: 'settings-connection',
    enter: async (on) => {
      await settingsSection('Connections')(on)
      await on.page.getByRole('button', { name: 'Edit Staging' }).click()
      await expect(on.page.getByRole('form', { name: 'Connection' })).toBeVisible()
    },
    primary: null,
  },
  {
    name: 'settings-changed-not-connected',
    enter: async (on) => {
      await settingsSection('Connections')(on)
      await on.page.getByRole('button', { name: 'Edit Staging' }).click()
      await on.page.getByRole('form', { name: 'Connection' }).getByLabel('Name').fill('Other')
      await on.monitor.failToConnect(failure('database-missing', { address: 'a.test', database: 'x' }), null)
    },
    primary: 'Save',
  },
  { name: 'report', enter: openReport, primary: 'Copy and open the page' },
  { name: 'settings-pipeline', enter: settingsSection('Pipeline'), primary: null },
  { name: 'settings-keys', enter: settingsSection('Keys'), primary: null },
  { name: 'settings-appearance', enter: settingsSection('Appearance'), primary: null },
  { name: 'settings-notifications', enter: settingsSection('Notifications'), primary: null },
]
