import type { Field } from '../contract/event-definition.ts'
import { describeReason, type Reason } from '../contract/reason.ts'
import { fieldAt, remedyOf } from '../contract/remedy.ts'
import { visible } from '../contract/visible.ts'
import { cellWidth } from './cell-width.ts'

/** The most lines shown in full, of a body and around a fault. */
const mostLines = 40
const linesAround = 1

/** The most UTF-16 code units shown of a line, and the most before a fault. */
const longestLine = 100
const unitsBefore = 40

interface Line {
  /** Counted from 0. */
  readonly number: number
  /** Its offset in the body. */
  readonly start: number
  readonly text: string
}

interface Placed {
  readonly reason: Reason
  readonly start: number
  readonly end: number
}

/**
 * A body with each fault underlined, and below it what is wrong and what would be right; of a long body only the
 * lines around the faults. Invisible characters are spelled out, so that carets are below what they mark.
 */
export const faultLines = (
  body: string,
  reasons: readonly Reason[],
  fields: readonly Field[],
): readonly string[] => {
  const lines = linesOf(body)
  const width = String(lines.length).length
  const placed = reasons.flatMap((reason): Placed[] =>
    reason.range === null ? [] : [{ reason, start: reason.range[0], end: reason.range[1] }],
  )
  const byLine = new Map<number, Placed[]>()
  for (const one of placed) {
    const { number } = lineAt(lines, Math.min(one.start, Math.max(0, body.length - 1)))
    byLine.set(number, [...(byLine.get(number) ?? []), one])
  }
  const isShown = (number: number): boolean =>
    lines.length <= mostLines ||
    [...Array(2 * linesAround + 1).keys()].some((step) => byLine.has(number + step - linesAround))
  const words = (reason: Reason): string => wordsOf(reason, fields)
  const shown: string[] = []
  let last = -1
  for (const line of lines) {
    if (!isShown(line.number)) continue
    if (line.number > last + 1) shown.push(`${' '.repeat(width)} …`)
    last = line.number
    shown.push(...lineWithFaults(line, byLine.get(line.number) ?? [], width, words))
  }
  if (last < lines.length - 1) shown.push(`${' '.repeat(width)} …`)
  const unplaced = reasons.filter(({ range }) => range === null)
  return body === ''
    ? unplaced.map(words)
    : [...shown, ...unplaced.map((reason) => `${' '.repeat(width)} - ${words(reason)}`)]
}

const wordsOf = (reason: Reason, fields: readonly Field[]): string =>
  `${describeReason(reason)}. ${remedyOf(reason, fieldAt(fields, reason))}.`

const linesOf = (body: string): readonly Line[] => {
  let start = 0
  return body.split('\n').map((text, number) => {
    const line = { number, start, text }
    start += text.length + 1
    return line
  })
}

const lineAt = (lines: readonly Line[], at: number): Line => {
  let [low, high] = [0, lines.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((lines[middle]?.start ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return lines[low] ?? { number: 0, start: 0, text: '' }
}

/** A short line once, with all of its faults; a long one once for each fault, with what is near it. */
const lineWithFaults = (
  line: Line,
  faults: readonly Placed[],
  width: number,
  words: (reason: Reason) => string,
): readonly string[] => {
  const head = `${String(line.number + 1).padStart(width)} | `
  const under = `${' '.repeat(width)} | `
  const isLong = line.text.length > longestLine
  if (!isLong || faults.length === 0) {
    const text = isLong ? `${line.text.slice(0, wholeTo(line.text, longestLine))}…` : line.text
    return [
      head + visible(text),
      ...faults.flatMap((fault) => caretsBelow(line, fault, 0, line.text.length, '', under, words)),
    ]
  }
  return faults.flatMap((fault) => {
    const from = wholeTo(line.text, Math.max(0, fault.start - line.start - unitsBefore))
    const to = wholeTo(line.text, Math.min(line.text.length, from + longestLine))
    const before = from > 0 ? '…' : ''
    const behind = to < line.text.length ? '…' : ''
    return [
      head + before + visible(line.text.slice(from, to)) + behind,
      ...caretsBelow(line, fault, from, to, before, under, words),
    ]
  })
}

/** @param from the offset in its line of the part that is shown */
const caretsBelow = (
  { start: lineStart, text }: Line,
  { reason, start, end }: Placed,
  from: number,
  to: number,
  before: string,
  under: string,
  words: (reason: Reason) => string,
): readonly string[] => {
  const begins = wholeTo(text, Math.min(Math.max(start - lineStart, from), to))
  const ends = Math.min(Math.max(end - lineStart, begins), to)
  const indent = ' '.repeat(cellWidth(before + visible(text.slice(from, begins))))
  const carets = '^'.repeat(Math.max(1, cellWidth(visible(text.slice(begins, ends)))))
  const goesOn = end - lineStart > to ? '…' : ''
  return [`${under}${indent}${carets}${goesOn}`, `${under}${indent}${words(reason)}`]
}

/** No surrogate pair is split. */
const wholeTo = (text: string, at: number): number => {
  const unit = text.charCodeAt(at)
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at
}
