import { loadSettings, type Flags } from '../app/config.ts'
import { exportColumnsOf } from '../app/export/export-column.ts'
import { jsonObject } from '../app/export/json-lines.ts'
import { toFailure } from '../app/faults.ts'
import { readRows } from '../app/headless/read-rows.ts'
import type { RejectedSummary } from '../contract/rejected.ts'
import { columnsOf } from '../contract/event-columns.ts'
import { describeReason } from '../contract/reason.ts'
import { describeRejectedState, underInvestigation } from '../contract/rejected-words.ts'
import { exitCodes, print, printJson, sayFailure, table } from './output.ts'

export interface ListFlags extends Flags {
  readonly limit: number
  /** The id of a run: only the rows it loaded. */
  readonly run?: string
  readonly json?: boolean
}

/** Prints the newest rows of the event's table, as a table or JSON lines; returns the exit code. */
export const rowsCommand = async (flags: ListFlags, queueThread: URL): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  try {
    const { rows, event } = await readRows(settings.value, flags, queueThread)
    const columns = exportColumnsOf(event)
    if (flags.json === true) for (const row of rows) print(jsonObject(columns, row))
    else if (rows.length === 0)
      print(flags.run === undefined ? 'No rows are loaded yet.' : 'No row is known to be of this run.')
    else {
      const names = columnsOf(event).map(({ name }) => name)
      const cells = rows.map(({ values }) => values.map((value) => shorten(value ?? '')))
      for (const line of table(names, cells)) print(line)
    }
    return exitCodes.done
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}

/** Prints one rejected message with its reasons and marks: lines for people, or a JSON line. */
export const showRejectedLine = (message: RejectedSummary, asJson: boolean): void => {
  if (asJson) {
    const reasons = message.reasons.map((reason) => ({ ...reason, text: describeReason(reason) }))
    printJson({ ...message, reasons })
    return
  }
  const state = message.state === 'kept' ? [] : [describeRejectedState(message.state, message.rowId)]
  const looked = message.state === 'kept' && message.investigatedSince !== null ? [underInvestigation] : []
  const tags = message.tags.map((tag) => `[${tag}]`)
  print([message.messageId, message.rejectedAt, ...state, ...looked, ...tags].join('  '))
  if (message.note !== null) print(`  Note: ${message.note}`)
  for (const reason of message.reasons) print(`  ${describeReason(reason)}`)
}

/** Masks keep both ends, so that equal ones can be recognised at a glance. No surrogate pair is split. */
const shorten = (text: string): string => {
  if (text.length <= 36) return text
  const characters = Array.from(text)
  return `${characters.slice(0, 8).join('')}…${characters.slice(-4).join('')}`
}
