import type { Texts } from './failure-words.ts'

/** What can be wrong with a request for rows. */
export const rowFailureCodes = ['no-such-column', 'filter-unfit'] as const

export const rowFailureTexts: Texts<(typeof rowFailureCodes)[number]> = {
  'no-such-column': (d) => [
    `${d.table} has no column ${d.column} that Sluice fills.`,
    'Name one of its columns; if the event was changed meanwhile, connect again.',
  ],
  'filter-unfit': (d) => [
    `The filter of ${d.column} needs ${d.what}.`,
    'Change the filter, or compare in another way.',
  ],
}
