import { useQuery } from '@tanstack/react-query'
import type { ColumnFiltersState, SortingState } from '@tanstack/react-table'
import { useEffect, useMemo, useState } from 'react'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import type { RowSort } from '../../../contract/rows.ts'
import { toRowFilters } from './row-filters.ts'
import { createRowReader, type RowReader } from './row-reader.ts'
import type { Selection } from './row-selection.ts'
import { headHeight } from './row-window.ts'
import { useRowBlocks } from './use-row-blocks.ts'
import { useRowIndexes } from './use-row-indexes.ts'
import { useRowScroll } from './use-row-scroll.ts'
import { useShownReader } from './use-shown-reader.ts'

/** What people have chosen to see. */
export interface RowChoice {
  readonly sorting: SortingState
  readonly filters: ColumnFiltersState
}

/** From here on a table is large: what reads all of it is not done unasked, and can be cancelled. */
const large = 200_000

/** While rows come in, those on show follow at this pace, in milliseconds. */
const followPace = { small: 1_000, middling: 5_000 }

/** What the database is asked for when nobody chose an order: the newest first. */
const newestFirst: RowSort = { column: null, descending: true }

/** Everything that the Rows view shows, and when it is read anew. */
export const useRowView = (connected: boolean) => {
  const { client } = useMonitorContext()
  const [choice, setChoice] = useState<RowChoice>({ sorting: [], filters: [] })
  const [selection, setSelection] = useState<Selection | null>(null)
  // Fetched again, and so another one, whenever rows were changed; see `useFreshQueries`.
  const changed =
    useQuery({ queryKey: ['rows', 'changed'], queryFn: () => crypto.randomUUID(), staleTime: Infinity })
      .data ?? ''
  const [reading, setReading] = useState(changed)
  if (reading === '' && changed !== '') setReading(changed)

  const sort = sortOf(choice.sorting)
  const filters = toRowFilters(choice.filters)
  const asked = JSON.stringify([sort, filters, reading])
  const wanted = useMemo(
    () => createRowReader(client, { sort, filters }),
    // What is asked for is told by its text: these objects are new with every frame.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [client, asked],
  )
  const control = useRowIndexes(connected)
  const isLarge = (control.indexes?.estimatedRows ?? 0) > large
  const [countFor, setCountFor] = useState<RowReader | null>(null)
  const count = control.indexes !== undefined && (!isLarge || countFor === wanted)
  const enabled = connected && reading !== '' && control.indexes !== undefined
  const reader = useShownReader(wanted, { enabled, count, slow: isLarge })
  const scroll = useRowScroll(reader.total, headHeight)
  const blocks = useRowBlocks(reader.shown, scroll.inSight, isLarge)

  // What was chosen goes back to what is shown when a person does not want to wait for it.
  const [shownChoice, setShownChoice] = useState<{
    readonly reader: RowReader
    readonly choice: RowChoice
  } | null>(null)
  if (reader.shown === wanted && shownChoice?.reader !== wanted) setShownChoice({ reader: wanted, choice })

  const change = (to: Partial<RowChoice>): void => {
    setChoice({ ...choice, ...to })
    setSelection(null)
    scroll.toTop()
  }

  const isBusy = reader.shown !== wanted || reader.isCounting
  const isPicking =
    selection !== null && (selection.wholeRows || selection.anchor.row !== selection.focus.row)
  const mayFollow = !isBusy && !isPicking && scroll.place.top === 0 && (!isLarge || reader.counted === null)
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
    /** Whether other rows were asked for, and reading them may take long. */
    isWaiting: isLarge && reader.shown !== null && reader.shown !== wanted,
    /** The column that a large table is sorted by without the help of an index; null for none. */
    slowColumn:
      isLarge && sort.column !== null && control.indexes?.ready.includes(sort.column) === false
        ? sort.column
        : null,
    isStale: reader.shown !== null && JSON.stringify(reader.shown.scope) !== JSON.stringify(wanted.scope),
    /** Counts all rows, though there are many. */
    count: () => setCountFor(wanted),
    /** Gives up what is on its way. */
    giveUp: () => {
      reader.stop()
      setCountFor(null)
      if (shownChoice !== null && reader.shown !== wanted) setChoice(shownChoice.choice)
    },
    /** Shows rows that came meanwhile; null where there are none. */
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

const sortOf = (sorting: SortingState): RowSort => {
  const [first] = sorting
  return first === undefined ? newestFirst : { column: first.id, descending: first.desc }
}

export type RowView = ReturnType<typeof useRowView>
