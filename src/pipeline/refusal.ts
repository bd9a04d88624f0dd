import { failure, type Failure } from '../contract/failure.ts'
import type { Reason } from '../contract/reason.ts'
import type { Item } from './ports.ts'

/** What tells one kind of refusal from another: the SQLSTATE, and what the database names beside it. */
export const refusalKind = ({ details }: Failure): string =>
  [details.code, details.table, details.column, details.constraint, details.function].join('|')

/** Why a message was rejected that only the database refused. Names and codes, never a value. */
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

/** That the table refuses everything, as its refusal of some item shows. */
export const tableFailure = (refusal: Failure, item: Item): Failure => {
  const day = dayWithoutPartition(refusal, item)
  return failure('table-refuses', { ...refusal.details, ...(day === null ? {} : { partition: day }) })
}

/** Partitions are by day nearly always, and the database names neither the day nor, before 11, the table. */
const dayWithoutPartition = ({ details }: Failure, { entry }: Item): string | null =>
  details.missing === 'partition' && entry.kind === 'row' ? entry.day : null

/** That one message was refused, and there was no other to tell by whether it is the message or the table. */
export const aloneFailure = (refusal: Failure, item: Item): Failure => ({
  ...tableFailure(refusal, item),
  code: 'refused-alone',
})
