import { draftOf, type EventDraft } from '../../src/contract/event-draft.ts'
import type { ProposedDraft } from '../../src/contract/event-editing.ts'
import { logins } from '../../src/contract/logins.ts'
import type { FollowedClient } from './follow-client.ts'

/** A draft of everything that is proposed. */
export const draftFrom = ({ rows, envelope, isWhole }: ProposedDraft, name: string): EventDraft => ({
  ...{ name, label: name, envelope, origin: 'envelope', match: null },
  table: { schema: null, name, rowNumber: 'row_number', sentColumn: null, columns: null },
  unknownFields: isWhole ? 'reject' : 'ignore',
  fields: rows.map(({ field }) => field),
})

/** Compares the logins with their table, and saves them to a file. */
export const editLogins = async (client: Pick<FollowedClient, 'ask'>): Promise<void> => {
  const edited = { place: { kind: 'in-use' }, draft: draftOf(logins) } as const
  await client.ask('fitDraft', edited)
  await client.ask('saveDraft', { ...edited, path: null, opened: null, agreed: null })
}
