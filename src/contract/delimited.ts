/**
 * Lines of CSV and TSV, for files and for the clipboard alike. Fields are quoted by RFC 4180 where they need it. An
 * empty text is `""`, null is nothing, and a text that a spreadsheet could take for a formula is shown as text.
 */

/** A number is written as it is: a leading minus does not make it a formula. */
export type Cell = string | { readonly number: string } | null

/** A value of a column of numbers; anything but plain digits is a text like any other. */
export const numberCell = (text: string): Cell => (/^-?\d+(?:\.\d+)?$/.test(text) ? { number: text } : text)

export type Separator = ',' | '\t'

/** The cells of one line, without the end of the line. */
export const delimitedLine = (cells: readonly Cell[], separator: Separator): string =>
  cells.map((cell) => field(cell, separator)).join(separator)

const field = (cell: Cell, separator: Separator): string => {
  if (cell === null) return ''
  if (typeof cell === 'object') return cell.number
  const text = guardFormula(cell)
  const needsQuotes = text === '' || text.includes(separator) || /["\r\n]/.test(text)
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * Puts an apostrophe before a text that a spreadsheet could evaluate (OWASP, "CSV Injection"). Different texts stay
 * different: one that begins with an apostrophe and would be a formula without it gets another.
 */
export const guardFormula = (text: string): string => (mayBeFormula.test(text) ? `'${text}` : text)

/**
 * A tab or the end of a line, or a sign that begins a formula, also in its full-width and small forms, after anything
 * that a reader may skip or not show: spaces, quotes, control characters and characters without a shape.
 */
const mayBeFormula =
  /^[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800"'`´‘’‚‛“”„‟«»‹›＂＇]*[\t\r\n=+\-@＝＋－＠﹢﹣﹦﹫]/u
