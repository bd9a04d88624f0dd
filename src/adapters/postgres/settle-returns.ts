import type { Query } from './database.ts'

/** The most settled in one statement. */
const portion = 1_000

/**
 * Records the fate of messages that were sent back to a queue, once a run has met them: loaded, or rejected again as
 * another message. Only then does the rejected message leave the count. Returns how many were settled. Throws
 * `PortError`.
 */
export const settleReturns = async (query: Query): Promise<number> => {
  let settled = 0
  for (;;) {
    const [row] = await query<{ count: number }>({ text: settleSome })
    settled += row?.count ?? 0
    if ((row?.count ?? 0) < portion) return settled
  }
}

/** A message sent from a dead-letter queue has no rejected message here, and is settled too. */
const settleSome = `
with sent as (
  select return_id, rejected_id, version, origin, coalesce(origin_text, origin::text collate "C") as origin_id,
    tried_at, newest_before
  from sluice.returns where outcome = 'sent'
), met as (
  select s.*, l.row_number, n.reasons as again,
    case
      when l.row_number is not null and l.loaded_at >= s.tried_at then 'loaded'
      when l.row_number is not null then 'already-loaded'
      when n.reasons is not null then 'rejected-again'
      when r.state = 'discarded' then 'discarded'
      when r.state not in ('kept', 'erased') then 'already-loaded'
    end as became
  from sent s
  left join sluice.rejected r on r.rejected_id = s.rejected_id
  left join lateral (
    select row_number, coalesce(loaded_at, '-infinity'::timestamptz) as loaded_at from sluice.loaded l
    where l.origin_id = s.origin_id and (l.is_former or l.origin = s.origin) limit 1
  ) l on true
  left join lateral (
    select reasons from sluice.rejected n where n.origin_id = s.origin_id and n.rejected_id > s.newest_before limit 1
  ) n on true
), due as (
  select * from met where became is not null order by return_id limit ${portion}
), done as (
  update sluice.returns t set outcome = due.became, outcome_at = clock_timestamp()
  from due where t.return_id = due.return_id and t.outcome = 'sent'
  returning t.return_id
), told as (
  update sluice.repairs v
  set outcome = due.became, outcome_at = clock_timestamp(),
    reasons = case due.became when 'rejected-again' then due.again end
  from due
  where v.rejected_id = due.rejected_id and v.version = due.version and v.outcome = 'sent'
), marked as (
  update sluice.rejected r
  set state = due.became, state_at = clock_timestamp(),
    row_number = case due.became when 'loaded' then due.row_number else r.row_number end
  from due
  where r.rejected_id = due.rejected_id
    and (r.state = 'kept' or (r.state = 'discarded' and due.became in ('loaded', 'already-loaded')))
    and due.became in ('loaded', 'already-loaded', 'rejected-again')
)
select count(*)::integer as count from done`
