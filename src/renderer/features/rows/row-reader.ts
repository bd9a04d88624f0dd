import type { RowFilter } from '../../../contract/row-filter.ts'
import type { EventRow, RowCursor, RowMap, RowPage, RowSort } from '../../../contract/rows.ts'
import { unwrap } from '../../state/commands.ts'
import type { PageClient } from '../../client/page-client.ts'

/** What to list, and how. */
export interface RowScope {
  readonly sort: RowSort
  readonly filters: readonly RowFilter[]
  /** The run that loaded them; null for all rows. */
  readonly run: string | null
  /** Whether the rows include when they were loaded. */
  readonly loadedAt: boolean
}

/** Rows per read. The steps of a map are multiples of it. */
export const blockRows = 200

/** Reads one list of rows in blocks, from any place in it. It remembers where blocks begin, not their content. */
export interface RowReader {
  /** Distinguishes this reading of a list from any other. */
  readonly id: string
  readonly scope: RowScope
  /**
   * The rows of a block; none after the last row. Throws `FailureError`.
   *
   * @param signal cancels the read if given, which may then take longer
   */
  readonly readBlock: (block: number, signal: AbortSignal | null) => Promise<readonly EventRow[]>
  /** Counts all rows and learns their positions. Throws `FailureError`. */
  readonly count: (signal: AbortSignal) => Promise<number>
  /** How many rows are known, from the first one on, and whether these are all. */
  readonly known: () => { readonly rows: number; readonly isAll: boolean }
}

export const createRowReader = (client: PageClient, scope: RowScope): RowReader => {
  /** The row before the first of each block, as far as known. */
  const starts = new Map<number, RowCursor | null>([[0, null]])
  let map: RowMap | null = null
  let known = { rows: 0, isAll: false }

  const readPage = async (
    block: number,
    after: RowCursor | null,
    signal: AbortSignal | null,
  ): Promise<RowPage> => {
    const { loadedAt } = scope
    const operation = signal === null ? null : cancelWith(client, signal)
    const input = { ...askedOf(scope), loadedAt, after, limit: blockRows, operation }
    const page = unwrap(await client.send('listRows', input))
    if (page.next !== null) starts.set(block + 1, page.next)
    const end = block * blockRows + page.rows.length
    if (map === null && end >= known.rows) known = { rows: end, isAll: page.next === null }
    return page
  }

  /** The nearest block, this one or one before it, whose beginning is known. */
  const nearestStart = (block: number): number => {
    let nearest = block
    while (!starts.has(nearest)) nearest -= 1
    return nearest
  }

  return {
    id: crypto.randomUUID(),
    scope,
    readBlock: async (block, signal) => {
      let at = nearestStart(block)
      for (;;) {
        const after = starts.get(at) ?? null
        const page = await readPage(at, after, signal)
        if (at === block) return page.rows
        if (page.next === null) return []
        at += 1
      }
    },
    count: async (signal) => {
      const operation = cancelWith(client, signal)
      map = unwrap(await client.send('mapRows', { ...askedOf(scope), operation }))
      const blocks = map.step / blockRows
      for (const [index, point] of map.points.entries()) starts.set((index + 1) * blocks, point)
      known = { rows: map.count, isAll: true }
      return map.count
    },
    known: () => known,
  }
}

/** The part of the scope that every command takes. */
const askedOf = ({ sort, filters, run }: RowScope) => ({
  sort,
  filters: [...filters],
  ...(run === null ? {} : { run }),
})

/** A name for the next request, which the signal cancels. */
const cancelWith = (client: PageClient, signal: AbortSignal): string => {
  const operation = crypto.randomUUID()
  signal.addEventListener('abort', () => void client.send('cancelOperation', { operation }), { once: true })
  return operation
}

/** The blocks that cover this many rows from `first` on. */
export const blocksOf = (first: number, count: number): readonly number[] => {
  if (count <= 0) return []
  const [from, to] = [Math.floor(first / blockRows), Math.floor((first + count - 1) / blockRows)]
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
