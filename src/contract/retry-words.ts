import { formatCount } from './amount.ts'
import type { RetryOutcome } from './rejected.ts'
import type { RetryPreview } from './rules.ts'

/** The result of a retry: `12 loaded, 3 still rejected, 1 already loaded`. */
export const describeRetry = ({
  loaded,
  stillRejected,
  alreadyLoaded,
}: Pick<RetryOutcome, 'loaded' | 'stillRejected' | 'alreadyLoaded'>): string => {
  const parts = [
    { count: loaded, words: 'loaded' },
    { count: stillRejected, words: 'still rejected' },
    { count: alreadyLoaded, words: 'already loaded' },
  ].filter(({ count }) => count > 0)
  return parts.length === 0
    ? 'Nothing to try again'
    : parts.map(({ count, words }) => `${formatCount(count)} ${words}`).join(', ')
}

/** How many messages would pass as they are: `1,204 of 1,240 would pass now`. */
export const describeRetryPreview = ({
  looked,
  wouldPass,
}: Pick<RetryPreview, 'looked' | 'wouldPass'>): string =>
  looked === 0
    ? 'Nothing to try again'
    : `${wouldPass === 0 ? 'None' : formatCount(wouldPass)} of ${formatCount(looked)} would pass now`
