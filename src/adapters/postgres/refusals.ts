import type pg from 'pg'
import type { FailureCode } from '../../contract/failure.ts'
import type { FaultKind } from '../../pipeline/ports.ts'

/**
 * Refusals by PostgreSQL of a statement's data. By SQLSTATE class (PostgreSQL manual, appendix A) and, if it names
 * one, by column.
 *
 * @param feeds columns that the statement fills from messages
 */
export const classifyRefusal = (
  code: string,
  column: string | undefined,
  feeds: ReadonlySet<string>,
): readonly [FaultKind, FailureCode] | null => {
  if (code === originsCollide) return ['permanent', 'origin-collision']
  if (code === '42501') return ['table', 'database-denied']
  if (code === '23502')
    return column !== undefined && feeds.has(column) ? ['data', 'row-refused'] : ['table', 'table-refuses']
  if (tableCodes.has(code) || code.startsWith('42')) return ['table', 'table-refuses']
  if (rowClasses.has(code.slice(0, 2)) || !ownClasses.has(code.slice(0, 2))) return ['data', 'row-refused']
  return null
}

/** Our own code, raised by `sluice.refuse_origin`; see the migrations. */
const originsCollide = 'SL001'

/** Not a message's fault: a sequence used up, a column generated always, a view or table that takes no rows. */
const tableCodes: ReadonlySet<string> = new Set(['2200H', '428C9', '0A000', '55000'])

/** Data exceptions, broken constraints, checks of views, limits of size, and what functions and triggers raise. */
const rowClasses: ReadonlySet<string> = new Set(['09', '20', '21', '22', '23', '38', '39', '44', '54', 'P0'])

/** All classes of PostgreSQL itself. Any other was invented by a trigger's author to refuse a row. */
const ownClasses: ReadonlySet<string> = new Set(
  (
    '00 01 02 03 08 09 0A 0B 0F 0L 0P 0Z 20 21 22 23 24 25 26 27 28 2B 2D 2F 34 38 39 3B 3D 3F 40 42 44 ' +
    '53 54 55 57 58 72 F0 HV P0 XX'
  ).split(' '),
)

/** The names that PostgreSQL gives with a refusal. Its message, detail and hint are left out: they quote values. */
export const refusalDetails = (error: pg.DatabaseError): Readonly<Record<string, string>> => {
  const details = {
    table: safeName(error.table),
    column: safeName(error.column),
    constraint: safeName(error.constraint),
    function: raisedBy(error.where),
    // A check without a name is a row that no partition takes, unless a function raised it.
    missing:
      error.code === '23514' && error.constraint === undefined && error.routine !== 'exec_stmt_raise'
        ? 'partition'
        : undefined,
  }
  return Object.fromEntries(Object.entries(details).filter(([, name]) => name !== undefined)) as Record<
    string,
    string
  >
}

/** PostgreSQL's longest name, in bytes of UTF-8. */
const longestName = 63

const safeName = (name: string | undefined): string | undefined =>
  name !== undefined && /^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(name) && Buffer.byteLength(name) <= longestName
    ? name
    : undefined

/** The function at the top of the error's context, which for a function of PL/pgSQL begins with its name. */
const raisedBy = (where: string | undefined): string | undefined =>
  safeName(/^PL\/pgSQL function ([A-Za-z_][\w$.]*)\(/.exec(where ?? '')?.[1])
