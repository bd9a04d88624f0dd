import { expect, type Locator, type Page } from '@playwright/test'
import { readDraft } from '../../src/contract/draft-file.ts'
import type { Match } from '../../src/contract/event-definition.ts'
import type { TakenDraft } from '../../src/contract/event-editing.ts'
import { ok } from '../../src/contract/result.ts'
import { draftRows } from '../../src/pipeline/infer/draft-rows.ts'
import { proposeEvent } from '../../src/pipeline/infer/propose-event.ts'
import type { ScriptedMonitor } from './scripted-monitor.ts'
import { firstPlace } from './scripted-places.ts'

/** What a look at a queue with these bodies finds. */
export const lookOf = (bodies: readonly string[], match: Match | null = null): TakenDraft => {
  const { guesses, envelope: _, ...found } = proposeEvent(bodies, match)
  return {
    ...{ ...found, ...draftRows(guesses), sample: 'copy', queue: 'orders', envelope: 'auto', isWhole: true },
    ...{ looked: bodies.length, atLimit: 0, notGivenBack: 0 },
  }
}

/** Answers the editor's questions: with a sound draft all messages pass, and its table is missing. */
export const scriptEditing = (monitor: ScriptedMonitor, bodies: () => readonly string[]): void => {
  monitor.answerWith('priceSample', () =>
    ok({ queue: 'orders', most: 200, limit: { maxReceiveCount: 5, deadLetters: 'dead-orders' } }),
  )
  monitor.answerWith('takeSample', () => ok(lookOf(bodies())))
  monitor.answerWith('judgeDraft', ({ sample, draft }) => {
    const reading = readDraft(draft)
    const of = sample === null ? 0 : bodies().length
    return ok({
      ...{ of, others: 0, passed: reading.ok ? of : null, reasons: [] },
      places: draft.fields.map(() => ({ seen: of, nulls: 0, samples: ['••-••'] })),
      mistakes: reading.ok ? [] : reading.mistakes,
    })
  })
  monitor.answerWith('fitDraft', ({ draft }) =>
    ok({
      items: [
        {
          ...{ code: 'table', what: 'Table', state: 'fine', advice: null },
          found: `${draft.table.name} is missing and will be created.`,
        },
      ],
      statement: `create table ${draft.table.name} (\n  a text\n)`,
    }),
  )
}

/** Reloads the page and opens the editor for a new event of the second connection. */
export const openNewEvent = async (page: Page, monitor: ScriptedMonitor): Promise<Locator> => {
  await page.evaluate(`location.hash = '#/settings'`)
  await page.reload()
  await monitor.connectTo(firstPlace)
  await page.getByRole('button', { name: 'Edit Staging' }).click()
  await page.getByRole('button', { name: 'New event…' }).click()
  const editor = page.getByRole('dialog', { name: 'New event' })
  await expect(editor).toContainText('after 5 a message goes to dead-orders')
  return editor
}
