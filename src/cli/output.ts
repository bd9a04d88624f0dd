import { describeFailure, type Failure, type FailureCode } from '../contract/failure.ts'
import { isAboutTable } from '../contract/table-failures.ts'

/**
 * What the command ends with: done, failed, wrong usage or settings, too many messages rejected, the table takes no rows,
 * interrupted. A script can tell by it whom to wake.
 */
export const exitCodes = { done: 0, failed: 1, usage: 2, rejected: 3, table: 4, interrupted: 130 } as const

/** A line of data for whoever reads standard output: a person, a pipe or a script. */
export const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** A line for people, on standard error, so that it never mixes with data. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

/** What happened and what to do; answers the exit code that goes with it. */
export const sayFailure = (failure: Failure): number => {
  const { sentence, advice } = describeFailure(failure)
  say(`${sentence}\n${advice}`)
  if (aboutSettings.includes(failure.code)) return exitCodes.usage
  if (failure.code === 'too-many-rejected') return exitCodes.rejected
  return isAboutTable(failure) ? exitCodes.table : exitCodes.failed
}

/** What must be corrected before it makes sense to start again. */
const aboutSettings: readonly FailureCode[] = [
  'settings-invalid',
  'settings-unreadable',
  'settings-broken',
  'settings-newer',
  'database-not-named',
]

/** Plain columns, as wide as their widest cell. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = header.map((title, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  return [header, ...rows].map(line).join('\n')
}
