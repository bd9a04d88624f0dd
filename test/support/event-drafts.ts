import type { EventDraft } from '../../src/contract/event-draft.ts'
import type { ProposedDraft } from '../../src/contract/event-editing.ts'

/** A draft of all that is proposed. */
export const draftFrom = ({ rows, envelope, isWhole }: ProposedDraft, name: string): EventDraft => ({
  ...{ name, label: name, envelope, origin: 'envelope', match: null },
  table: { schema: null, name, rowNumber: 'row_number', sentColumn: null, columns: null },
  unknownFields: isWhole ? 'reject' : 'ignore',
  fields: rows.map(({ field }) => field),
})
