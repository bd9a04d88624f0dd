import { loadSettings, type Flags } from '../app/config.ts'
import { toFailure } from '../app/faults.ts'
import { readOneRejected } from '../app/headless/show.ts'
import { erasedText } from '../contract/erasing.ts'
import { describeReason } from '../contract/reason.ts'
import { fieldAt, remedyOf } from '../contract/remedy.ts'
import { faultLines } from './fault-lines.ts'
import { exitCodes, print, printJson, say, sayFailure } from './output.ts'

export interface ShowFlags extends Flags {
  readonly json?: boolean
  readonly uncover?: boolean
  readonly why?: string
}

/**
 * Prints one rejected message with every fault below its place; covered, unless a reason is given. Returns the exit
 * code.
 *
 * @param name its message id, or its number
 */
export const showCommand = async (name: string, flags: ShowFlags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const uncover = flags.uncover === true ? { why: flags.why ?? '' } : null
  try {
    const { message, event } = await readOneRejected(settings.value, name, uncover, queueThread)
    const { fields } = event
    if (flags.json === true) {
      const reasons = message.reasons.map((reason) => ({
        ...reason,
        text: describeReason(reason),
        remedy: remedyOf(reason, fieldAt(fields, reason)),
      }))
      printJson({ ...message, reasons })
      return exitCodes.done
    }
    print(`${message.messageId}  ${message.rejectedAt}  ${message.state}`)
    if (message.state === 'erased') {
      for (const reason of message.reasons) print(describeReason(reason))
      print(erasedText)
      return exitCodes.done
    }
    for (const line of faultLines(message.body, message.reasons, fields)) print(line)
    if (message.covered)
      say('Personal data is covered. See it with --uncover --why "…", which the audit notes.')
    return exitCodes.done
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}
