import type { RetryOutcome } from './rejected.ts'

/** What became of messages that were tried again: `12 loaded, 3 still rejected, 1 already loaded`. */
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
    : parts.map(({ count, words }) => `${count.toLocaleString('en')} ${words}`).join(', ')
}
