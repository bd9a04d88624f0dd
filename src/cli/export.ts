import { formatCount } from '../contract/amount.ts'
import { basename } from 'node:path'
import { loadSettings, type Flags } from '../app/config.ts'
import { exportNow, type HeadlessExport } from '../app/headless/export.ts'
import { writeWhole } from '../app/export/write-whole.ts'
import { toFailure } from '../app/faults.ts'
import { exportInputs, type ExportFormat, type ExportSubject } from '../contract/exports.ts'
import { failure, FailureError } from '../contract/failure.ts'
import { createExportProgress } from './export-progress.ts'
import { exitCodes, say, sayFailure } from './output.ts'
import { onStopSignal } from './signals.ts'
import { shownChunks } from './shown-chunks.ts'
import { writeOut } from './write-out.ts'

export interface ExportFlags extends Flags {
  readonly format: ExportFormat
  readonly output?: string
}

/** Exports all loaded rows, or all rejected messages without their bodies; returns the exit code. */
export const exportCommand = async (
  what: ExportSubject['what'],
  flags: ExportFlags,
  queueThread: URL,
): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  const { format, output } = flags
  if (format === 'parquet' && output === undefined) {
    return sayFailure(
      failure('settings-invalid', { problems: 'Parquet needs a file: give one with --output.' }),
    )
  }
  const stop = new AbortController()
  const stopping = onStopSignal(() => stop.abort())
  const progress = createExportProgress(process.stderr)
  let read = true
  const write: HeadlessExport['write'] = async (chunks) => {
    if (output !== undefined) return writeWhole(output, chunks)
    read = await writeOut(process.stdout, process.stdout.isTTY ? shownChunks(chunks) : chunks)
    // Nobody wants the rest, so it is not read.
    if (!read) throw new FailureError(failure('cancelled'))
    return null
  }
  try {
    const request = exportInputs.exportItems.parse({
      subject: what === 'rows' ? { what } : { what, filter: { state: 'all' } },
      format,
      operation: crypto.randomUUID(),
    })
    const run = { request, write, onItems: progress.show, signal: stop.signal }
    const items = await exportNow(settings.value, run, queueThread)
    progress.end()
    const place = output === undefined ? '' : ` to ${basename(output)}`
    say(`${formatCount(items)} ${nouns[what]} exported${place}`)
    return exitCodes.done
  } catch (error) {
    progress.end()
    if (!read) return exitCodes.done
    const code = sayFailure(toFailure(error))
    return stopping.by() === 'SIGINT' ? exitCodes.interrupted : code
  }
}

const nouns = { rows: 'rows', rejected: 'rejected messages' } as const
