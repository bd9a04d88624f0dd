import type { TimeToEmpty } from '../../contract/time-to-empty.ts'
import { formatRate } from './number.ts'
import { formatTimeLeft } from './time.ts'

/** When the queue will be empty, no surer than it can be told; null while nothing can. */
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
