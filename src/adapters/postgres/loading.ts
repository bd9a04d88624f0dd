import type pg from 'pg'
import { failure } from '../../contract/failure.ts'
import { PortError } from '../../pipeline/ports.ts'
import type { Database, Query, Statement } from './database.ts'
import type { LoadTarget } from './load-target.ts'
import { isNumberTaken, raiseNumbers } from './row-numbers.ts'

/** Variants of a statement that loads rows. */
export interface LoadForm {
  /** Whether it returns the numbers that it assigned, to be looked up in the table before the commit. */
  readonly counted: boolean
  /** Whether it uses numbers that were drawn before, if there are any. */
  readonly drawn: boolean
}

interface LoadAnswer {
  /** The numbers of the rows that it wrote; null if they were not asked for, or there are none. */
  readonly given: readonly string[] | null
}

/** Runs a statement that loads rows, as one transaction. Throws `PortError`. */
export type Load = <Row extends LoadAnswer>(statement: (form: LoadForm) => Statement) => Promise<Row>

/** Other starts may raise the sequence at the same moment, and someone may be restoring the table. */
const tries = 3

/**
 * If nothing is between an insert and the table, a load is one statement. Its recorded sums show whether each row
 * arrived: `sluice.batches` refuses sums that do not add up, and then, as from the start if something is known to be
 * between, the rows are looked up before the commit.
 *
 * @param onNotice hears in a sentence what was mended
 */
export const createLoad = (
  database: Database,
  target: LoadTarget,
  onNotice: (sentence: string) => void,
): Load => {
  let mustCount = target.interceptors.length > 0

  const loadOnce: Load = async <Row extends LoadAnswer>(statement: (form: LoadForm) => Statement) => {
    if (!mustCount) {
      try {
        return only(await database.load<Row>(statement({ counted: false, drawn: true })))
      } catch (error) {
        if (!isSumRefused(error)) throw error
        mustCount = true
      }
    }
    return database.transaction(
      async (query) => {
        const row = only(await query<Row>(statement({ counted: true, drawn: true })))
        // Deferred triggers would do their work after we had looked.
        await query({ text: 'set constraints all immediate' })
        await expectThere(query, target, row.given ?? [])
        return row
      },
      { path: 'own' },
    )
  }

  return async (statement) => {
    let drawn = true
    for (let left = tries; ; left -= 1) {
      try {
        return await loadOnce((form) => statement({ ...form, drawn }))
      } catch (error) {
        if (!(error instanceof PortError) || !(await isNumberTaken(database, target, error))) throw error
        if (left === 1) throw numbersBehind(target)
        const notice = await raiseNumbers(database, target)
        if (notice !== null) onNotice(notice)
        // Numbers that were drawn before may be in use in the table.
        drawn = false
      }
    }
  }
}

/**
 * The counts of a batch: the answer itself, or what was recorded if it was committed before and the answer was lost.
 */
export const sumsOf = async <Sums extends pg.QueryResultRow>(
  { query }: Pick<Database, 'query'>,
  answer: Sums & { readonly is_first: boolean },
  former: Statement,
): Promise<Sums> => (answer.is_first ? answer : ((await query<Sums>(former))[0] ?? answer))

const only = <Row>(rows: readonly Row[]): Row => {
  const [row] = rows
  if (row === undefined) throw new Error('A load answers one row')
  return row
}

const isSumRefused = (error: unknown): boolean =>
  error instanceof PortError &&
  error.failure.details.code === '23514' &&
  error.failure.details.constraint === sumCheck

/** PostgreSQL's name for the check on the sums of `sluice.batches`. */
const sumCheck = 'batches_check'

/** Each number must exist once: in the table itself, in a child of it, or behind the view. */
const expectThere = async (query: Query, target: LoadTarget, given: readonly string[]): Promise<void> => {
  if (given.length === 0) return
  const { table, rowNumber } = target
  const [found] = await query<{ rows: number; numbers: number }>({
    text: `select pg_catalog.count(*)::integer as rows, pg_catalog.count(distinct ${rowNumber.quoted})::integer as numbers
           from ${table} where ${rowNumber.quoted} operator(pg_catalog.=) any ($1::bigint[])`,
    values: [given],
  })
  if (found?.rows === given.length && found.numbers === given.length) return
  const interceptors = target.interceptors.join(', ')
  throw new PortError('table', failure('rows-swallowed', { table, interceptors }))
}

const numbersBehind = (target: LoadTarget): PortError =>
  new PortError('table', failure('numbers-behind', { table: target.table, column: target.rowNumber.name }))
