import type { TimeToEmpty } from '../../contract/time-to-empty.ts'
import { formatRate } from '../../contract/amount.ts'
import { formatTimeLeft } from './time.ts'

/** When the queue will be empty, no more precise than is known; null while it is unknown. */
export const timeWords = (time: TimeToEmpty): string | null => {
  switch (time.kind) {
    case 'unknown':
      return null
    case 'growing':
      return `growing by ${formatRate(time.perSecond)}`
    case 'between': {
      const from = formatTimeLeft(time.from)
      const to = formatTimeLeft(time.to)
      return from === to ? `empty in about ${to}` : `empty in ${from} to ${to}`
    }
  }
}
