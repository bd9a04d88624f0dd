import { formatAgo, formatExactTime } from '../format/time.ts'
import { useNow } from '../state/use-now.ts'

/** How long ago; the exact time on hover. `at` is in milliseconds since 1970. */
export const RelativeTime = ({ at }: { readonly at: number }) => {
  const now = useNow()
  return (
    <time dateTime={new Date(at).toISOString()} title={formatExactTime(at)}>
      {formatAgo(at, now)}
    </time>
  )
}
