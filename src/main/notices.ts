import { describeFailure } from '../contract/failure.ts'
import type { RunView } from '../contract/snapshot.ts'

/** What is worth telling somebody who looks elsewhere. */
export interface Notice {
  readonly kind: 'drained' | 'failed' | 'rejections'
  readonly title: string
  readonly body: string
}

/** More rejected messages in one run than this are told of at once. */
const rejectionThreshold = 1_000

const numbers = new Intl.NumberFormat('en')

const count = (value: number): string => numbers.format(value)

/** Everything about a run that is worth a notification, whether told already or not. Counts and our own sentences only. */
export const noticesOf = (run: RunView, threshold = rejectionThreshold): readonly Notice[] => {
  const { counts, end } = run
  const notices: Notice[] = []
  if (counts.rejected > threshold) {
    const body = `${count(counts.rejected)} of ${count(counts.received)} messages do not fit.`
    notices.push({ kind: 'rejections', title: 'Many messages are rejected', body })
  }
  if (end?.outcome === 'drained') {
    const body = `${count(counts.loaded)} loaded, ${count(counts.duplicates)} duplicate, ${count(counts.rejected)} rejected.`
    notices.push({ kind: 'drained', title: 'The queue is drained', body })
  }
  if (end?.outcome === 'failed') {
    const why =
      end.failure === null ? 'Open Sluice to see where it stopped.' : describeFailure(end.failure).sentence
    notices.push({ kind: 'failed', title: 'The run failed', body: why })
  }
  return notices
}
