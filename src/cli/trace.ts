import type { Command } from 'commander'
import { loadSettings, type Flags } from '../app/config.ts'
import { toFailure } from '../app/faults.ts'
import { traceOne } from '../app/headless/show.ts'
import { describeReason } from '../contract/reason.ts'
import { describeRejectedState } from '../contract/rejected-words.ts'
import { unknownMessage, type MessageTrace, type TracedRejection, type TracedRow } from '../contract/trace.ts'
import { visible } from '../contract/visible.ts'
import { withDatabaseOptions } from './options.ts'
import { exitCodes, print, printJson, say, sayFailure } from './output.ts'

/** Adds the command that shows what became of one message. */
export const addTraceCommand = (
  program: Command,
  queueThread: URL,
  ending: (command: Promise<number>) => Promise<void>,
): void => {
  withDatabaseOptions(program.command('trace'))
    .description(
      'say what became of a message: the row it was loaded as, why it was rejected, and by which run',
    )
    .argument('<id>', 'its SQS message id, or its origin id')
    .option('--json', 'one object of JSON')
    .action((id: string, flags: Flags & { json?: boolean }, command: Command) => {
      if (id.trim() === '') command.error('error: give the id of a message')
      return ending(traceCommand(id, flags, queueThread))
    })
}

/** Shows what became of a message, never its content; returns the exit code, which is 1 if nothing is known of it. */
const traceCommand = async (
  name: string,
  flags: Flags & { readonly json?: boolean },
  queueThread: URL,
): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  try {
    const trace = await traceOne(settings.value, name, queueThread)
    if (flags.json === true) printJson(trace)
    else if (isUnknown(trace)) say(unknownMessage(name))
    else {
      for (const row of trace.rows) printRow(row)
      for (const rejection of trace.rejections) printRejection(rejection)
    }
    return isUnknown(trace) ? exitCodes.failed : exitCodes.done
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}

const isUnknown = ({ rows, rejections }: MessageTrace): boolean => rows.length + rejections.length === 0

const printRow = ({ rowId, messageId, originId, runId, loadedAt }: TracedRow): void => {
  print(`Loaded as row ${rowId}, ${loadedAt}`)
  print(`  message ${messageId}${originId === messageId ? '' : `, origin ${originId}`}`)
  if (runId !== null) print(`  run ${runId}`)
}

const printRejection = (rejection: TracedRejection): void => {
  const { id, messageId, originId, runId, rejectedAt, reasons, state, rowId, rule } = rejection
  print(`Rejected as number ${id}, ${rejectedAt}`)
  print(`  message ${messageId}${originId === messageId ? '' : `, origin ${originId}`}`)
  print(`  run ${runId}`)
  for (const reason of reasons) print(`  ${describeReason(reason)}`)
  print(`  now: ${describeRejectedState(state, rowId)}`)
  if (rule !== null) print(`  mended by the rule ${visible(rule)}`)
}
