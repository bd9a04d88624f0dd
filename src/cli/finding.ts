import { formatCount } from '../contract/amount.ts'
import { basename } from 'node:path'
import { loadSettings, type Flags, type Settings } from '../app/config.ts'
import { exportNow } from '../app/headless/export.ts'
import { writeWhole } from '../app/export/write-whole.ts'
import { toFailure } from '../app/faults.ts'
import { changeFound, findText, listFound, markFound, noteFound } from '../app/headless/finding.ts'
import { formatCountOf } from '../contract/amount.ts'
import { exportInputs } from '../contract/exports.ts'
import type { RejectedMark } from '../contract/finding.ts'
import { describeMarking, describeSearch } from '../contract/finding-words.ts'
import type { RejectedFilter } from '../contract/rejected.ts'
import { createExportProgress } from './export-progress.ts'
import { isNarrowedBy, soughtBy, type FindingFlags } from './finding-options.ts'
import { showRejectedLine } from './list.ts'
import { exitCodes, print, printJson, say, sayFailure } from './output.ts'
import { onStopSignal, type Stopping } from './signals.ts'

export interface FoundFlags extends Flags, FindingFlags {
  readonly json?: boolean
}

export interface RejectedExportFlags extends FoundFlags {
  readonly out: string
  readonly clear?: boolean
  readonly why?: string
}

/** Prints rejected messages with their reasons and marks, never their bodies; returns the exit code. */
export const listFoundCommand = (flags: FoundFlags, queueThread: URL): Promise<number> =>
  working(flags, async (settings, signal) => {
    let found = 0
    const filter = await narrowed(settings, flags, queueThread, signal)
    await listFound(
      settings,
      filter,
      (page) => {
        found += page.length
        for (const message of page) showRejectedLine(message, flags.json === true)
      },
      queueThread,
    )
    if (found === 0 && flags.json !== true)
      print(isNarrowedBy(flags) ? 'No rejected message matches.' : 'No message has been rejected.')
  })

/** Writes rejected messages to a file, with their bodies, as JSON lines; returns the exit code. */
export const exportRejectedCommand = (flags: RejectedExportFlags, queueThread: URL): Promise<number> =>
  working(flags, async (settings, signal) => {
    const filter = await narrowed(settings, flags, queueThread, signal)
    const bodies = flags.clear === true ? { how: 'clear', why: flags.why ?? '' } : { how: 'covered' }
    const request = exportInputs.exportItems.parse({
      subject: { what: 'rejected', filter, bodies },
      ...{ format: 'jsonl', operation: crypto.randomUUID() },
    })
    const progress = createExportProgress(process.stderr)
    try {
      const items = await exportNow(
        settings,
        { request, write: (chunks) => writeWhole(flags.out, chunks), onItems: progress.show, signal },
        queueThread,
      )
      progress.end()
      say(`${countOf(items)} exported to ${basename(flags.out)}`)
    } catch (error) {
      progress.end()
      throw error
    }
  })

/**
 * Marks messages and says how many; returns the exit code.
 *
 * @param names message ids or numbers; none for all that match the filters
 */
export const markCommand = (
  names: readonly string[],
  mark: RejectedMark,
  flags: FoundFlags,
  queueThread: URL,
): Promise<number> =>
  working(flags, async (settings, signal) => {
    const which = names.length > 0 ? names : await narrowed(settings, flags, queueThread, signal)
    const change = await markFound(settings, which, mark, queueThread)
    if (flags.json === true) printJson(change)
    else print(`${describeMarking(mark, change)}.`)
  })

/**
 * Discards messages or restores them, and says how many; returns the exit code.
 *
 * @param names message ids or numbers; none for all that match the filters
 */
export const stateCommand = (
  names: readonly string[],
  state: 'kept' | 'discarded',
  flags: FoundFlags & { readonly note?: string },
  queueThread: URL,
): Promise<number> =>
  working(flags, async (settings, signal) => {
    const which = names.length > 0 ? names : await narrowed(settings, flags, queueThread, signal)
    const change = await changeFound(settings, which, state, flags.note ?? null, queueThread)
    if (flags.json === true) printJson(change)
    else print(`${formatCountOf(change.changed, 'message')} ${state === 'kept' ? 'restored' : 'discarded'}.`)
  })

/** Writes the note of one message; returns the exit code. */
export const noteCommand = (
  name: string,
  note: string | null,
  flags: Flags,
  queueThread: URL,
): Promise<number> =>
  working(flags, async (settings) => {
    await noteFound(settings, name, note, queueThread)
    print(note === null ? 'The note was removed.' : 'Noted.')
  })

const countOf = (items: number): string =>
  items === 1 ? '1 rejected message' : `${formatCount(items)} rejected messages`

/** The filter of the flags; reports on standard error how far a text search came. */
const narrowed = async (
  settings: Settings,
  flags: FindingFlags,
  queueThread: URL,
  signal: AbortSignal,
): Promise<RejectedFilter> => {
  const { filter, search } = await findText(settings, soughtBy(flags), queueThread, signal)
  if (search !== null) say(`${describeSearch(search)}.`)
  return filter
}

const working = async (
  flags: Flags,
  action: (settings: Settings, signal: AbortSignal) => Promise<void>,
): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const abort = new AbortController()
  const stopping: Stopping = onStopSignal(() => abort.abort())
  try {
    await action(settings.value, abort.signal)
    return stopping.exitCode()
  } catch (error) {
    const code = sayFailure(toFailure(error))
    return stopping.by() === 'SIGINT' ? exitCodes.interrupted : code
  }
}
