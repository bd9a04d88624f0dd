import { loadSettings, type Flags } from '../app/config.ts'
import { toFailure } from '../app/faults.ts'
import { historyOf } from '../app/headless/repair.ts'
import { describeReason } from '../contract/reason.ts'
import { outcomeWords, type MessageVersion, type ReturnedVersion } from '../contract/repair-history.ts'
import { describeRejectedState } from '../contract/rejected-words.ts'
import { exitCodes, print, printJson, sayFailure } from './output.ts'

/** Prints what became of one rejected message, version by version, never its text; returns the exit code. */
export const historyCommand = async (
  name: string,
  flags: Flags & { readonly json?: boolean },
  queueThread: URL,
): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  try {
    const history = await historyOf(settings.value, name, queueThread)
    if (flags.json === true) {
      printJson(history)
      return exitCodes.done
    }
    print(`${history.messageId}  number ${history.id}`)
    print(`  0  ${history.rejectedAt}  as it came: rejected`)
    for (const reason of history.reasons) print(`       ${describeReason(reason)}`)
    history.versions.forEach(printVersion)
    history.returns.forEach(printReturn)
    if (history.state !== 'kept')
      print(`     ${history.stateAt ?? ''}  ${describeRejectedState(history.state, history.rowId)}`)
    return exitCodes.done
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}

const printVersion = (version: MessageVersion): void => {
  const { rule, madeBy, madeAt, takenBy, sends, outcome, outcomeAt } = version
  const who = `${rule === null ? 'by hand' : `by rule ${rule}`}${madeBy === null ? '' : `, ${madeBy}`}`
  const times = sends > 1 ? `, sent ${sends} times` : ''
  const by = takenBy === null ? '' : ` by ${takenBy}`
  const when = outcomeAt === null ? '' : ` ${outcomeAt}`
  print(`  ${version.version}  ${madeAt}  ${who}: ${outcomeWords[outcome ?? 'unsent']}${by}${when}${times}`)
  for (const reason of version.reasons) print(`       ${describeReason(reason)}`)
}

const printReturn = ({ version, queue, madeBy, sentAt, outcome, outcomeAt }: ReturnedVersion): void => {
  const who = madeBy === null ? '' : ` by ${madeBy}`
  const became =
    outcome === 'withdrawn'
      ? 'the queue refused it'
      : outcome === 'sent'
        ? 'no run has met it yet'
        : outcomeWords[outcome]
  const when = outcomeAt === null ? '' : ` ${outcomeAt}`
  print(`     ${sentAt ?? 'cut off'}  version ${version} sent back to ${queue}${who}: ${became}${when}`)
}
