import { useQuery } from '@tanstack/react-query'
import type { SortingState } from '@tanstack/react-table'
import { useEffect, useMemo, useState } from 'react'
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
import { useListScroll } from '../../ui/use-list-scroll.ts'
import { useShownReader } from './use-shown-reader.ts'

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
export const useRowView = ({ connected, columns, choice, onChoice, loadedAt, density }: Asked) => {
  const { client } = useMonitorContext()
  const [selection, setSelection] = useState<Selection | null>(null)
  // Fetched again, and so changed, whenever rows were changed; see `useFreshQueries`.
  const changed =
    useQuery({ queryKey: ['rows', 'changed'], queryFn: () => crypto.randomUUID(), staleTime: Infinity })
      .data ?? ''
  const [reading, setReading] = useState(changed)
  if (reading === '' && changed !== '') setReading(changed)

  const sort = sortOf(choice.sorting, columns)
  const filters = toRowFilters(choice.filters, columns)
  const asked = JSON.stringify([sort, filters, choice.run, loadedAt, reading])
  const wanted = useMemo(
    () => createRowReader(client, { sort, filters, run: choice.run, loadedAt }),
    // The question is compared by its text: these objects are new with every frame.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [client, asked],
  )
  const control = useRowIndexes(connected)
  const isLarge = (control.indexes?.estimatedRows ?? 0) > large
  const isSlow = isLarge && sort.column !== null && control.indexes?.ready.includes(sort.column) === false
  const counting = useRowCount(wanted, control.indexes, isLarge, isSlow)
  const enabled = connected && reading !== '' && control.indexes !== undefined
  const reader = useShownReader(wanted, { enabled, count: counting.isWanted, slow: isLarge })
  const scroll = useListScroll(reader.total, headHeight, rowHeights[density])
  const blocks = useRowBlocks(reader.shown, scroll.inSight, isLarge)

  // A key that goes to the end of rows that are not counted yet.
  const [pending, setPending] = useState<{ readonly reader: RowReader; readonly key: Key } | null>(null)

  // Returns the choice to what is shown, when a person does not want to wait.
  const [shownChoice, setShownChoice] = useState<{
    readonly reader: RowReader
    readonly choice: RowChoice
  } | null>(null)
  if (reader.shown === wanted && shownChoice?.reader !== wanted) setShownChoice({ reader: wanted, choice })

  const change = (to: Partial<RowChoice> | ((now: RowChoice) => Partial<RowChoice>)): void => {
    // Two fields can each report a change before either has been drawn again.
    onChoice((now) => ({ ...now, ...(typeof to === 'function' ? to(now) : to) }))
    setSelection(null)
    setPending(null)
    scroll.toTop()
  }

  const isBusy = reader.shown !== wanted || reader.isCounting
  const isPicking =
    selection !== null && (selection.wholeRows || selection.anchor.row !== selection.focus.row)
  const mayFollow = !isBusy && !isPicking && scroll.place.top === 0 && counting.asked !== reader.shown
  const pace = reader.total > 20_000 ? followPace.middling : followPace.small
  useEffect(() => {
    if (reading === changed || !mayFollow) return undefined
    const timer = setTimeout(() => setReading(changed), pace)
    return () => clearTimeout(timer)
  }, [reading, changed, mayFollow, pace])

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
    /** Counts all rows, and then performs the key. */
    countFor: (key: Key) => {
      if (reader.shown === null) return
      setPending({ reader: reader.shown, key })
      counting.ask()
    },
    /** A key that waited for the count, which is known now. */
    waited:
      pending !== null && pending.reader === reader.shown && reader.counted !== null ? pending.key : null,
    onWaited: () => setPending(null),
    /** Gives up the current request. */
    giveUp: () => {
      reader.stop()
      counting.giveUp()
      setPending(null)
      if (shownChoice !== null && reader.shown !== wanted) onChoice(() => shownChoice.choice)
    },
    /** Shows rows that came meanwhile; null if there are none. */
    refresh:
      reading === changed || mayFollow
        ? null
        : () => {
            setReading(changed)
            setSelection(null)
            scroll.toTop()
          },
  }
}

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
