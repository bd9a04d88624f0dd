import { formatAgo, formatExactTime } from '../format/time.ts'
import { useNow } from '../state/use-now.ts'
import { useTimeZone } from './use-time-zone.ts'

/** How long ago; the exact time on hover. `at` is in milliseconds since 1970. */
export const RelativeTime = ({ at }: { readonly at: number }) => {
  const now = useNow()
  const zone = useTimeZone()
  return (
    <time dateTime={new Date(at).toISOString()} title={formatExactTime(at, zone)}>
      {formatAgo(at, now)}
    </time>
  )
}
