import { formatCount } from '../contract/amount.ts'
import type { EventDefinition } from '../contract/event-definition.ts'
import { describeEvents } from '../contract/event-words.ts'
import { describeFailure } from '../contract/failure.ts'
import type { Notice } from '../contract/notice.ts'
import type { NotificationPreferences } from '../contract/preferences.ts'
import type { RunView } from '../contract/run-view.ts'

/**
 * Everything about a run that a person wants to be notified of, whether reported already or not. Only counts and our
 * own sentences.
 */
export const noticesOf = (
  run: RunView,
  wanted: NotificationPreferences,
  event: Pick<EventDefinition, 'label'> | null,
): readonly Notice[] => {
  const { counts, end } = run
  const notices: Notice[] = []
  if (wanted.rejectedOver !== null && counts.rejected > wanted.rejectedOver) {
    const body = `${formatCount(counts.rejected)} of ${formatCount(counts.received)} messages are not valid ${event === null ? 'events' : describeEvents(event)}.`
    notices.push({ kind: 'rejections', title: 'Many messages are rejected', body })
  }
  if (wanted.drained && end?.outcome === 'drained') {
    const body = `${formatCount(counts.loaded)} loaded, ${formatCount(counts.duplicates)} duplicate, ${formatCount(counts.rejected)} rejected.`
    notices.push({ kind: 'drained', title: 'The queue is drained', body })
  }
  if (wanted.failed && end?.outcome === 'failed') {
    const why =
      end.failure === null ? 'Open Sluice to see where it stopped.' : describeFailure(end.failure).sentence
    notices.push({ kind: 'failed', title: 'The run failed', body: why })
  }
  return notices
}
