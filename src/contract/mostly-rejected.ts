import { formatCount } from './amount.ts'
import type { Counts } from './events.ts'

/** Whether more than half of what was decided was rejected: worth a warning if it did not end the run. */
export const isMostlyRejected = ({ loaded, rejected }: Counts): boolean => rejected > loaded

/**
 * Says so, without a full stop. Duplicates had been decided before, and what went back to the queue was not decided.
 *
 * @param by whether the definition that judged them is still in force
 */
export const describeMostlyRejected = (
  { loaded, rejected, duplicates, released }: Counts,
  by: 'definition in force' | 'earlier definition' = 'definition in force',
): string => {
  const kind = `${duplicates > 0 ? 'new ' : ''}${released > 0 ? 'settled ' : ''}`
  const how = by === 'earlier definition' ? ' by an earlier definition' : ''
  return loaded === 0
    ? `No ${kind}message was loaded: ${formatCount(rejected)} ${rejected === 1 ? 'was' : 'were'} rejected${how}`
    : `Most ${kind}messages were rejected${how}: ${formatCount(rejected)} of ${formatCount(rejected + loaded)}`
}
