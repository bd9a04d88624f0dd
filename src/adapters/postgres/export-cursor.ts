import type pg from 'pg'
import type { Session, Statement } from './database.ts'

/** The same connection for every statement: a session, not a pool. */
export type OneConnection = Pick<Session, 'begin' | 'query'>

/** Rows to fetch at once, if they are small. */
const usualPage = 1_000

/**
 * A statement's rows at one moment, with never more than one page in memory; what others write meanwhile is not
 * included. A cursor runs the statement once; paging by key would sort a table without an index again for each page.
 * If the reader stops early, nothing is rolled back: the owner of the session drops the connection. Throws
 * `PortError`.
 */
export async function* readAsOfNow<Row extends pg.QueryResultRow>(
  on: OneConnection,
  statement: Statement,
  pageSize = usualPage,
): AsyncGenerator<readonly Row[], void, undefined> {
  const { query, commit } = await on.begin({ isSnapshot: true })
  // Everything will be read; by default PostgreSQL plans for the first tenth.
  await query({ text: 'set local cursor_tuple_fraction = 1' })
  await query({ ...statement, text: `declare export no scroll cursor for ${statement.text}` })
  for (;;) {
    const page = await query<Row>({ text: `fetch ${pageSize} from export` })
    if (page.length > 0) yield page
    if (page.length < pageSize) break
  }
  await commit()
}
