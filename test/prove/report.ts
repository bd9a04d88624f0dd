import { readFileSync, writeFileSync } from 'node:fs'
import type { RowResult } from './faults.ts'

const header = [
  'Fault',
  'Workers',
  'Times',
  'Mid-work',
  'Messages',
  'Lost',
  'Doubled',
  'Wrongly rejected',
  'Redelivered',
  'Verdict',
]

export const isKept = (row: RowResult): boolean =>
  row.lost === 0 && row.doubled === 0 && row.wronged === 0 && row.problems.length === 0

const cells = (row: RowResult): readonly string[] => [
  row.fault,
  ...[
    ...[row.workers, row.times, row.landed, row.messages],
    ...[row.lost, row.doubled, row.wronged, row.redelivered],
  ].map((value) => value.toLocaleString('en-US')),
  isKept(row) ? 'kept' : 'BROKEN',
]

export const toMarkdown = (rows: readonly RowResult[]): string => {
  const all = [header, ...rows.map(cells)]
  const widths = header.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)))
  const isNumber = (column: number) => column > 0 && column < header.length - 1
  const line = (texts: readonly string[]) =>
    `| ${texts
      .map((text, column) =>
        isNumber(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
      )
      .join(' | ')} |`
  const rule = widths.map((width, column) =>
    isNumber(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  )
  return [line(header), line(rule), ...rows.map((row) => line(cells(row)))].join('\n')
}

const start = '<!-- last table: written by npm run prove -- --write -->'
const end = '<!-- end of last table -->'

/** Puts the table between its two marks in a page. */
export const writeTable = (path: string, text: string): void => {
  const page = readFileSync(path, 'utf8')
  const from = page.indexOf(start)
  const to = page.indexOf(end)
  if (from === -1 || to < from) throw new Error(`${path} has no place for the table`)
  writeFileSync(path, `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`)
}
