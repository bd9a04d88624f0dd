import { failure, type Failure } from '../contract/failure.ts'
import type { Reason } from '../contract/reason.ts'
import type { Item } from './ports.ts'

/** What identifies a kind of refusal: the SQLSTATE and the objects that the database names. */
export const refusalKind = ({ details }: Failure): string =>
  [details.code, details.table, details.column, details.constraint, details.function].join('|')

/** Why a message that the database refused was rejected. Names and codes, never a value. */
export const refusalReason = (refusal: Failure, item: Item): Reason => {
  const { code = 'unknown', constraint, column } = refusal.details
  const day = dayWithoutPartition(refusal, item)
  const what =
    day !== null
      ? `no partition for ${day}`
      : constraint !== undefined
        ? `constraint ${constraint}`
        : column !== undefined
          ? `column ${column}`
          : null
  const detail = what === null ? code : `${code}, ${what}`
  return { code: 'refused-by-database', pointer: '', range: null, detail }
}

/** The failure that the table refuses everything, from one of its refusals. */
export const tableFailure = (refusal: Failure, item: Item): Failure => {
  const day = dayWithoutPartition(refusal, item)
  return failure('table-refuses', { ...refusal.details, ...(day === null ? {} : { partition: day }) })
}

/** Partitions are nearly always by day, and the database names neither the day nor, before version 11, the table. */
const dayWithoutPartition = ({ details }: Failure, { entry }: Item): string | null =>
  details.missing === 'partition' && entry.kind === 'row' ? entry.day : null

/** The failure that one message was refused with no other to compare it with. */
export const aloneFailure = (refusal: Failure, item: Item): Failure => ({
  ...tableFailure(refusal, item),
  code: 'refused-alone',
})
