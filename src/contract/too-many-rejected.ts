import { describeCausePart, readCause } from './cause.ts'
import { receivesWords } from './table-refusal.ts'

type Details = Readonly<Record<string, string>>

/**
 * Details: `rejected` of `judged`, `share` in percent, and the most common `cause` with its `pointer`, `detail` and
 * `count`.
 */
export const describeTooManyRejected = (d: Details): readonly [sentence: string, advice: string] => [
  `${d.rejected} of the last ${d.judged} messages (${d.share} %) did not pass, so the run stopped. The commonest fault: ${causeWords(d)}, in ${d.count} of them.`,
  `Look at the rejected messages and at who sends them; go on with --max-rejected-share off, or with Go on anyway in the app.${receivesWords(d)}`,
]

const causeWords = ({ cause = '', pointer = '', detail = '' }: Details): string => {
  const [part] = readCause(`${cause} ${pointer}`)
  const words = part === undefined ? 'unknown' : describeCausePart(part)
  return detail === '' ? words : `${words} (${detail})`
}
