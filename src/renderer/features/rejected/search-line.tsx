import { Button } from '@mantine/core'
import { describeFailure } from '../../../contract/failure.ts'
import { describeSearch } from '../../../contract/finding-words.ts'
import { formatCount } from '../../../contract/amount.ts'
import classes from './search-line.module.css'
import type { TextSearch } from './use-text-search.ts'
import { Sentence } from '../../ui/sender-text.tsx'
import { isolated } from '../../../contract/visible.ts'

interface Props {
  readonly search: TextSearch
  /** Ends the search, or clears its result. */
  readonly onClear: () => void
}

/** The progress of a text search, or its result. */
export const SearchLine = ({ search, onClear }: Props) => {
  const { found, isGoing, progress, failure } = search
  return (
    <div className={classes.line}>
      {isGoing ? (
        // Not read aloud: it changes several times a second.
        <p aria-live="off">
          Searching covered bodies
          {progress !== null && `: ${formatCount(progress.looked)} of ${formatCount(progress.of)}`}
        </p>
      ) : (
        <p role="status">
          {failure !== null ? (
            <Sentence text={describeFailure(failure, isolated).sentence} />
          ) : (
            found !== null && describeSearch(found)
          )}
        </p>
      )}
      {!isGoing && (
        <Button size="compact-xs" variant="subtle" onClick={search.again}>
          Search again
        </Button>
      )}
      <Button size="compact-xs" variant="default" onClick={onClear}>
        {isGoing ? 'Cancel search' : 'Clear text'}
      </Button>
    </div>
  )
}
