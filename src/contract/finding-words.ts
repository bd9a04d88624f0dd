import { underInvestigation } from './rejected-words.ts'
import { formatCount } from './amount.ts'
import type { MarkChange, RejectedMark, RejectedSearch } from './finding.ts'
import { mostTags } from './mark-words.ts'
import { mostNamed } from './rejected.ts'

/** How far a search came, without a full stop: `3 found, searched all 120`. */
export const describeSearch = ({ ids, searched, of, unopened }: RejectedSearch): string => {
  const found = ids.length === 0 ? 'None found' : `${formatCount(ids.length)} found`
  const reach =
    searched < of
      ? `searched the newest ${formatCount(searched)} of ${formatCount(of)}`
      : `searched all ${formatCount(of)}`
  const closed = unopened === 0 ? '' : `; ${formatCount(unopened)} could not be opened`
  const full = ids.length >= mostNamed ? '; no more can be listed' : ''
  return `${found}, ${reach}${closed}${full}`
}

/** What a marking changed, without a full stop: `3 messages tagged vendor`. */
export const describeMarking = (mark: RejectedMark, { changed, full }: MarkChange): string => {
  const messages = changed === 1 ? '1 message' : `${formatCount(changed)} messages`
  const left = full === 0 ? '' : `; ${formatCount(full)} had ${mostTags} tags already`
  return `${messages} ${did(mark)}${left}`
}

/** What became of an undo that changed nothing, without a full stop. */
export const nothingUndone = 'Nothing to undo: the messages were changed or erased meanwhile'

const did = (mark: RejectedMark): string => {
  switch (mark.do) {
    case 'tag':
      return `tagged ${mark.tag}`
    case 'untag':
      return `no longer tagged ${mark.tag}`
    case 'investigate':
      return mark.on ? underInvestigation : `no longer ${underInvestigation}`
  }
}
