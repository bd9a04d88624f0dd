import type { RunNotes } from '../../contract/run-notes.ts'
import type { Query } from './database.ts'

/** Stores what a run noticed, if anything. Throws `PortError`. */
export const keepNotes = async (query: Query, runId: string, notes: RunNotes): Promise<void> => {
  if (notes.ignored.length === 0 && notes.others === 0 && notes.cut.length === 0) return
  await query({
    text: 'update sluice.runs set notes = $2 where run_id = $1',
    values: [runId, JSON.stringify(notes)],
  })
}

/** How many runs back a name counts as seen before. */
const runsBack = 200

/**
 * Pointers of the names that runs over this event have ignored lately, each with the day since which it comes; null if
 * no run knew. Throws `PortError`.
 *
 * @param event its name; the history stores it in front of the definition's hash
 */
export const ignoredBefore = async (
  query: Query,
  event: string,
): Promise<ReadonlyMap<string, string | null>> => {
  const rows = await query<{ pointer: string; since: string | null }>({
    text: `select ignored ->> 'pointer' as pointer, min(ignored ->> 'since') as since
           from (
             select notes from sluice.runs
             where notes is not null and regexp_replace(settings ->> 'event', ' [^ ]*$', '') = $1
             order by started_at desc limit ${runsBack}
           ) as lately
           cross join lateral jsonb_array_elements(notes -> 'ignored') as ignored
           group by 1`,
    values: [event],
  })
  return new Map(rows.map(({ pointer, since }) => [pointer, since]))
}
