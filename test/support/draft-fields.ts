import type { DraftField } from '../../src/contract/event-draft.ts'

/** A field of a draft that is stored as it comes. */
export const plainField = (name: string, more: Partial<DraftField> = {}): DraftField => ({
  ...{ standing: 'kept', name, pointer: `/${name}`, type: 'text', form: null },
  ...{ required: true, nullable: false, allowEmpty: false },
  ...{ maxLength: null, precision: null, scale: null, enum: null, accept: ['string'] },
  ...{ column: name, mask: null, summary: false, ...more },
})
