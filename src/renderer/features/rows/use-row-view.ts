import type { SortingState } from '@tanstack/react-table'
import { useMemo, useState } from 'react'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import type { RowSort } from '../../../contract/rows.ts'
import type { RowChoice } from './row-choice.ts'
import { isRowNumber, type RowColumn } from './row-columns.ts'
import { toRowFilters } from './row-filters.ts'
import { createRowReader, type RowReader } from './row-reader.ts'
import type { Key, Selection } from './row-selection.ts'
import { headHeight, rowHeights, type Density } from './density.ts'
import { useRowBlocks } from './use-row-blocks.ts'
import { useRowCount } from './use-row-count.ts'
import { useRowIndexes } from './use-row-indexes.ts'
import { useFollowing } from '../../ui/use-following.ts'
import { useListScroll } from '../../ui/use-list-scroll.ts'
import { useRowsStamp } from './use-rows-stamp.ts'
import { useShownReader, type ShownReader } from './use-shown-reader.ts'

/** From here on a table is large: reading all of it can be cancelled, and waits until the list is left alone for a while. */
const large = 200_000

/** During a run, the visible rows are refreshed at this interval, in milliseconds. */
const followPace = { small: 1_000, middling: 5_000 }

/** The default order: the newest first. */
const newestFirst: RowSort = { column: null, descending: true }

interface Asked {
  readonly connected: boolean
  readonly columns: readonly RowColumn[]
  readonly choice: RowChoice
  readonly onChoice: (change: (now: RowChoice) => RowChoice) => void
  /** Whether the rows include when they were loaded. */
  readonly loadedAt: boolean
  readonly density: Density
}

/** Everything that the Rows view shows, and when it is read again. */
export const useRowView = (given: Asked) => {
  const { connected, choice, onChoice, density } = given
  const [selection, setSelection] = useState<Selection | null>(null)
  const stamp = useRowsStamp()
  const { wanted, sort, filters } = useWantedReader(given, stamp.shown)
  const control = useRowIndexes(connected)
  const isLarge = (control.indexes?.estimatedRows ?? 0) > large
  const isSlow = isLarge && sort.column !== null && control.indexes?.ready.includes(sort.column) === false
  const counting = useRowCount(wanted, control.indexes, isLarge, isSlow)
  const enabled = connected && stamp.shown !== '' && control.indexes !== undefined
  const reader = useShownReader(wanted, { enabled, count: counting.isWanted, slow: isLarge })
  const scroll = useListScroll(reader.total, headHeight, rowHeights[density])
  const blocks = useRowBlocks(reader.shown, scroll.inSight, isLarge)
  const waiting = useWaitingKey(reader, counting.ask)
  const shownChoice = useShownChoice(choice, wanted, reader.shown)

  const change = (to: Partial<RowChoice> | ((now: RowChoice) => Partial<RowChoice>)): void => {
    // Two fields can each report a change before either has been drawn again.
    onChoice((now) => ({ ...now, ...(typeof to === 'function' ? to(now) : to) }))
    setSelection(null)
    waiting.drop()
    scroll.toTop()
  }

  const isBusy = reader.shown !== wanted || reader.isCounting
  const mayFollow =
    !isBusy && !isPicking(selection) && scroll.place.top === 0 && counting.asked !== reader.shown
  useFollowing(stamp, mayFollow, reader.total > 20_000 ? followPace.middling : followPace.small)

  return {
    choice,
    change,
    sort,
    rowFilters: filters,
    selection,
    setSelection,
    reader,
    scroll,
    blocks,
    control,
    /** Whether other rows were requested, and reading them may take long. */
    isWaiting: isLarge && reader.shown !== null && reader.shown !== wanted,
    /** The column that a large table is sorted by without an index; null for none. */
    slowColumn: isSlow ? sort.column : null,
    isStale: reader.shown !== null && JSON.stringify(reader.shown.scope) !== JSON.stringify(wanted.scope),
    /** Counts all rows, though there are many. */
    count: counting.ask,
    countFor: waiting.countFor,
    waited: waiting.key,
    onWaited: waiting.drop,
    /** Gives up the current request. */
    giveUp: () => {
      reader.stop()
      counting.giveUp()
      waiting.drop()
      if (shownChoice !== null && reader.shown !== wanted) onChoice(() => shownChoice)
    },
    /** Shows rows that came meanwhile; null if there are none. */
    refresh:
      stamp.shown === stamp.newest || mayFollow
        ? null
        : () => {
            stamp.show(stamp.newest)
            setSelection(null)
            scroll.toTop()
          },
  }
}

/** The reader for the current choice. It changes with the choice and with the stamp. */
const useWantedReader = ({ columns, choice, loadedAt }: Asked, stamp: string) => {
  const { client } = useMonitorContext()
  const sort = sortOf(choice.sorting, columns)
  const filters = toRowFilters(choice.filters, columns)
  const asked = JSON.stringify([sort, filters, choice.run, loadedAt, stamp])
  const wanted = useMemo(
    () => createRowReader(client, { sort, filters, run: choice.run, loadedAt }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the question is compared by its text: these objects are new with every frame
    [client, asked],
  )
  return { wanted, sort, filters }
}

/** A key that moves to the end of the rows waits here until they are counted. */
const useWaitingKey = ({ shown, counted }: Pick<ShownReader, 'shown' | 'counted'>, count: () => void) => {
  const [pending, setPending] = useState<{ readonly reader: RowReader; readonly key: Key } | null>(null)
  return {
    /** The key that waited for the count, once it is there. */
    key: pending !== null && pending.reader === shown && counted !== null ? pending.key : null,
    /** Counts all rows, and then performs the key. */
    countFor: (key: Key) => {
      if (shown === null) return
      setPending({ reader: shown, key })
      count()
    },
    drop: () => setPending(null),
  }
}

/** The choice whose rows are shown. It is restored when a person does not want to wait for a newer one. */
const useShownChoice = (choice: RowChoice, wanted: RowReader, shown: RowReader | null): RowChoice | null => {
  const [last, setLast] = useState<{ readonly reader: RowReader; readonly choice: RowChoice } | null>(null)
  if (shown === wanted && last?.reader !== wanted) setLast({ reader: wanted, choice })
  return last?.choice ?? null
}

/** Whether more than one cell is selected: new rows would move under such a selection. */
const isPicking = (selection: Selection | null): boolean =>
  selection !== null && (selection.wholeRows || selection.anchor.row !== selection.focus.row)

const sortOf = (sorting: SortingState, columns: readonly RowColumn[]): RowSort => {
  const [first] = sorting
  if (first === undefined) return newestFirst
  const column = columns.find(({ name }) => name === first.id)
  return {
    column: column !== undefined && isRowNumber(column) ? null : first.id,
    descending: first.desc,
  }
}

export type RowView = ReturnType<typeof useRowView>
