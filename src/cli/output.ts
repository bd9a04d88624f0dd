import { describeFailure, type Failure, type FailureCode } from '../contract/failure.ts'
import { isAboutTable } from '../contract/table-failures.ts'
import { jsonLine, visible } from '../contract/visible.ts'
import { cellWidth, padCells } from './cell-width.ts'

/**
 * The command's result: done, failed, wrong usage or settings, too many messages rejected, the table takes no rows,
 * interrupted. A script can decide by it whom to wake.
 */
export const exitCodes = { done: 0, failed: 1, usage: 2, rejected: 3, table: 4, interrupted: 130 } as const

/**
 * One line of data for the reader of standard output: a person, a pipe or a script. Control characters from a sender
 * or a service are shown, not obeyed.
 */
export const print = (line: string): void => {
  process.stdout.write(`${visible(line)}\n`)
}

/** A value as one line of JSON, on standard output. */
export const printJson = (value: unknown): void => print(jsonLine(value))

/** One line for people, on standard error, so that it never mixes with data. */
export const say = (line: string): void => {
  process.stderr.write(`${visible(line)}\n`)
}

/** What happened and what to do; returns the matching exit code. */
export const sayFailure = (failure: Failure): number => {
  const { sentence, advice } = describeFailure(failure)
  // Mistakes in settings and in rules are one line each; a failure that has them says nothing else.
  const lines = inLines.includes(failure.code) ? failure.details.problems?.split('\n') : undefined
  ;(lines ?? [sentence]).forEach(say)
  say(advice)
  if (aboutSettings.includes(failure.code)) return exitCodes.usage
  if (failure.code === 'too-many-rejected') return exitCodes.rejected
  return isAboutTable(failure) ? exitCodes.table : exitCodes.failed
}

/** What must be corrected before another start makes sense. */
const aboutSettings: readonly FailureCode[] = [
  'settings-invalid',
  'settings-unreadable',
  'settings-broken',
  'settings-newer',
  'database-not-named',
  'event-file-missing',
  'event-file-unusable',
  'event-schema-unusable',
  'repair-rule-unusable',
]

const inLines: readonly FailureCode[] = ['settings-invalid', 'repair-rule-unusable']

/** The lines of a table: plain columns, as wide as their widest cell on the screen. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => {
  const lines = [header, ...rows].map((cells) => cells.map(visible))
  const widths = header.map((_, index) =>
    lines.reduce((width, cells) => Math.max(width, cellWidth(cells[index] ?? '')), 0),
  )
  return lines.map((cells) =>
    cells
      .map((cell, index) => padCells(cell, widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
