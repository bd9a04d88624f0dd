import type pg from 'pg'
import type { Session, Statement } from './database.ts'

/** One connection, and the same one for every statement: a session, not a pool. */
export type OneConnection = Pick<Session, 'begin' | 'query'>

/** Rows that are fetched at once, where they are small. */
const usualPage = 1_000

/**
 * What a statement finds, page by page and never more than one page in memory, as it was at one moment: what others write
 * meanwhile is not in it. A cursor runs the statement once, where pages by key would sort a table without an index again for
 * each. Nothing is undone where the reader stops early: who opened the session drops the connection then. Throws `PortError`.
 */
export async function* readAsOfNow<Row extends pg.QueryResultRow>(
  on: OneConnection,
  statement: Statement,
  pageSize = usualPage,
): AsyncGenerator<readonly Row[], void, undefined> {
  const { query, commit } = await on.begin({ isSnapshot: true })
  // All of it will be read: PostgreSQL would plan for the first tenth.
  await query({ text: 'set local cursor_tuple_fraction = 1' })
  await query({ ...statement, text: `declare export no scroll cursor for ${statement.text}` })
  for (;;) {
    const page = await query<Row>({ text: `fetch ${pageSize} from export` })
    if (page.length > 0) yield page
    if (page.length < pageSize) break
  }
  await commit()
}
