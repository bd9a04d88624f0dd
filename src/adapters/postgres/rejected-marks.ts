import { randomUUID } from 'node:crypto'
import { failure, FailureError } from '../../contract/failure.ts'
import type { MarkChange, RejectedChoices, RejectedMark } from '../../contract/finding.ts'
import { mostTags } from '../../contract/mark-words.ts'
import type { RejectedSelection } from '../../contract/rejected.ts'
import type { Parameter } from './conditions.ts'
import type { Database } from './database.ts'
import { selectionConditions } from './rejected-filter.ts'

/** The most messages marked in one statement, so that none takes long or locks much. */
const portion = 5_000

/** The most tags and definitions that are offered. */
const mostChoices = 200

/** The condition for changing a mark, and what it sets. */
interface MarkSql {
  readonly due: string
  readonly set: string
  /** Which of the chosen messages have no room for the mark; null if all have room. */
  readonly full: string | null
}

/**
 * Marks the chosen messages that do not have the mark yet, in portions, and returns how many that were. States,
 * counts and bodies stay as they are. Messages rejected meanwhile are left out: nobody has seen them. Throws
 * `PortError`.
 *
 * @param by who does it: `account@host`
 */
export const markRejected = async (
  database: Database,
  which: RejectedSelection,
  mark: RejectedMark,
  by: string,
): Promise<MarkChange> => {
  const changeId = randomUUID()
  const [newest] = await database.query<{ id: string }>({
    text: 'select coalesce(max(rejected_id), 0)::text as id from sluice.rejected',
  })
  let [changed, full, after] = [0, 0, '0']
  for (;;) {
    const values: unknown[] = [changeId, after, newest?.id ?? '0', portion]
    const parameter = (value: unknown): string => `$${values.push(value)}`
    const sql = markSql(mark, by, parameter)
    const chosen = selectionConditions(which, parameter, 'mark_id').join(' and ')
    const [row] = await database.query<{ count: number; full: number; last: string | null; seen: number }>({
      text: `
        with due as (
          select rejected_id, ${sql.full ?? 'false'} as is_full from sluice.rejected
          where rejected_id > $2::bigint and rejected_id <= $3::bigint and (${sql.due}) and ${chosen}
          order by rejected_id limit $4
          for update
        ), marked as (
          update sluice.rejected r set ${sql.set}, mark_id = $1
          from due where r.rejected_id = due.rejected_id and not due.is_full
          returning r.rejected_id
        )
        select (select count(*) from marked)::integer as count, count(*) filter (where is_full)::integer as full,
          max(rejected_id)::text as last, count(*)::integer as seen from due`,
      values,
    })
    changed += row?.count ?? 0
    full += row?.full ?? 0
    if (row === undefined || row.last === null || row.seen < portion) return { changed, changeId, full }
    after = row.last
  }
}

const markSql = (mark: RejectedMark, by: string, parameter: Parameter): MarkSql => {
  switch (mark.do) {
    case 'tag': {
      const tag = `${parameter(mark.tag)}::text`
      return {
        due: `not tags @> array[${tag}]`,
        set: `tags = array(select t from unnest(r.tags || ${tag}) as t order by t collate "C")`,
        full: `cardinality(tags) >= ${mostTags}`,
      }
    }
    case 'untag': {
      const tag = `${parameter(mark.tag)}::text`
      return { due: `tags @> array[${tag}]`, set: `tags = array_remove(r.tags, ${tag})`, full: null }
    }
    case 'investigate':
      return mark.on
        ? {
            due: `state = 'kept' and investigated_since is null`,
            set: `investigated_since = clock_timestamp(), investigated_by = ${parameter(by)}`,
            full: null,
          }
        : {
            due: 'investigated_since is not null',
            set: 'investigated_since = null, investigated_by = null',
            full: null,
          }
  }
}

/**
 * Writes the note of a message, in place of the one before. Throws `FailureError` with `not-found`, or with
 * `noted-meanwhile` if it has another note than expected or was erased; or `PortError`.
 *
 * @param instead the note that is expected, null for none; undefined for any
 */
export const noteRejected = (
  database: Database,
  id: string,
  note: string | null,
  instead?: string | null,
): Promise<void> =>
  database.transaction(async (query) => {
    const [found] = await query<{ note: string | null; state: string }>({
      text: 'select note, state from sluice.rejected where rejected_id = $1 for update',
      values: [id],
    })
    if (found === undefined) throw new FailureError(failure('not-found', { what: 'rejected message', id }))
    if (instead !== undefined && (found.note !== instead || found.state === 'erased'))
      throw new FailureError(failure('noted-meanwhile'))
    await query({ text: 'update sluice.rejected set note = $2 where rejected_id = $1', values: [id, note] })
  })

/** What the filter can offer. Throws `PortError`. */
export const listRejectedChoices = async (database: Database): Promise<RejectedChoices> => {
  const [tags, definitions] = await Promise.all([
    database.query<{ tag: string; count: string }>({
      text: `select tag, count(*) as count from sluice.rejected cross join lateral unnest(tags) as tag
             where tags <> '{}' group by tag order by count(*) desc, tag limit ${mostChoices}`,
    }),
    database.query<{ name: string }>({
      text: `select settings ->> 'event' as name from sluice.runs
             where settings ->> 'event' is not null and exists (
               select from sluice.rejected r where r.run_id = runs.run_id)
             group by settings ->> 'event' order by max(started_at) desc limit ${mostChoices}`,
    }),
  ])
  return {
    tags: tags
      .map(({ tag, count }) => ({ tag, count: Number(count) }))
      .sort((a, b) => a.tag.localeCompare(b.tag, 'en')),
    definitions: definitions.map(({ name }) => name),
  }
}
