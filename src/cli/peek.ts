import { loadSettings, type Flags } from '../app/config.ts'
import { peek } from '../app/dead-letters/peek.ts'
import { toFailure } from '../app/faults.ts'
import { describePeekPrice } from '../contract/dead-letter-sums.ts'
import type { Field } from '../contract/event-definition.ts'
import { mostPeeked, type Peek } from '../contract/dead-letters.ts'
import { describeAtLimit, describeNotGivenBack, nothingToPeek, verdictWords } from '../contract/peek-words.ts'
import { describeReason } from '../contract/reason.ts'
import { fieldAt, remedyOf } from '../contract/remedy.ts'
import { faultLines } from './fault-lines.ts'
import { exitCodes, print, printJson, say, sayFailure } from './output.ts'
import { onStopSignal } from './signals.ts'

export interface PeekFlags extends Flags {
  readonly max?: number
  readonly yes?: boolean
  readonly json?: boolean
}

/** Shows messages of the live queue, covered and judged, and gives them back; returns the exit code. */
export const peekCommand = async (flags: PeekFlags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const abort = new AbortController()
  const stopping = onStopSignal(() => abort.abort())
  const request = { most: flags.max ?? mostPeeked, anyway: flags.yes === true }
  try {
    const { event, ...seen } = await peek(
      settings.value,
      request,
      queueThread,
      (price) => say(describePeekPrice(price)),
      abort.signal,
    )
    if (flags.json === true) printJson(withWords(seen, event.fields))
    else show(seen, event.fields)
    return seen.notGivenBack > 0 ? exitCodes.failed : stopping.exitCode()
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}

const withWords = (seen: Peek, fields: readonly Field[]) => ({
  ...seen,
  messages: seen.messages.map((message) => ({
    ...message,
    reasons: message.reasons.map((reason) => ({
      ...reason,
      text: describeReason(reason),
      remedy: remedyOf(reason, fieldAt(fields, reason)),
    })),
  })),
})

const show = (seen: Peek, fields: readonly Field[]): void => {
  if (seen.messages.length === 0) print(nothingToPeek)
  for (const message of seen.messages) {
    const of = seen.maxReceiveCount === null ? '' : ` of ${seen.maxReceiveCount}`
    print(
      `${message.messageId}  ${message.sentAt}  receive ${message.receiveCount}${of}  ${verdictWords[message.verdict]}`,
    )
    for (const line of faultLines(message.body, message.reasons, fields)) print(line)
  }
  const atLimit = seen.messages.filter(({ isAtLimit }) => isAtLimit).length
  if (atLimit > 0) say(describeAtLimit(atLimit, seen.deadLetters))
  if (seen.notGivenBack > 0) say(describeNotGivenBack(seen.notGivenBack))
}
