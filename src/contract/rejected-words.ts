import type { RejectedState } from './rejected.ts'

/** What a rejected message is now, in a word or two. */
export const rejectedStateNames: Readonly<Record<RejectedState, string>> = {
  kept: 'kept',
  discarded: 'discarded',
  loaded: 'loaded',
  'already-loaded': 'already loaded',
  'rejected-again': 'rejected again',
  erased: 'erased',
}

/** A kept message that somebody looks into. */
export const underInvestigation = 'under investigation'

/** The same where it has a line to itself. */
export const describeRejectedState = (state: RejectedState, rowId: string | null): string => {
  switch (state) {
    case 'loaded':
      return rowId === null ? 'loaded by trying again' : `loaded by trying again, as row ${rowId}`
    case 'already-loaded':
      return 'already loaded by another message'
    case 'rejected-again':
      return 'sent back, and rejected again as another message'
    default:
      return rejectedStateNames[state]
  }
}

/** As the beginning of a sentence or as a label: `Already loaded`. */
export const capital = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
