import { where, type Parameter } from './conditions.ts'
import type { Query } from './database.ts'
import { sealedColumns, type SealedBodyRow } from './rejected.ts'
import { filterConditions } from './rejected-filter.ts'
import type { RejectedFilter } from '../../contract/rejected.ts'

/** A stored body, with what is needed to open and cover it. */
export interface SealedBody {
  readonly id: string
  /** The name under which it is sealed. */
  readonly originId: string
  readonly sealedBody: Buffer
  /** The name of the definition in the run that rejected it; null if it recorded none. */
  readonly event: string | null
}

/** A message's number and size. */
export interface Sized {
  readonly id: string
  /** Length of its body in bytes of UTF-8. */
  readonly bodyBytes: number
}

/** The bytes of bodies read at once, in UTF-8; a single one can be larger. */
const portionBytes = 4 * 1024 * 1024

/** An erased message has nothing to open. */
const withText = (filter: RejectedFilter, parameter: Parameter): readonly string[] => [
  ...filterConditions(filter, parameter),
  `state <> 'erased'`,
]

/** The newest messages before `before` that have a text, by number and size. Throws `PortError`. */
export const listSized = async (
  query: Query,
  {
    filter,
    before,
    limit,
  }: { readonly filter: RejectedFilter; readonly before: string | null; readonly limit: number },
): Promise<readonly Sized[]> => {
  const values: unknown[] = []
  const parameter = (value: unknown): string => `$${values.push(value)}`
  const conditions = [
    ...withText(filter, parameter),
    ...(before === null ? [] : [`rejected_id < ${parameter(before)}::bigint`]),
  ]
  const rows = await query<{ id: string; body_bytes: number }>({
    text: `select rejected_id::text as id, body_bytes from sluice.rejected ${where(conditions)}
           order by rejected_id desc limit ${parameter(limit)}`,
    values,
  })
  return rows.map((row) => ({ id: row.id, bodyBytes: row.body_bytes }))
}

/** How many messages that match a filter have a text. Throws `PortError`. */
export const countRejected = async (query: Query, filter: RejectedFilter): Promise<number> => {
  const values: unknown[] = []
  const [row] = await query<{ total: string }>({
    text: `select count(*) as total from sluice.rejected
           ${where(withText(filter, (value) => `$${values.push(value)}`))}`,
    values,
  })
  return Number(row?.total ?? 0)
}

/** Messages in portions whose bodies fit into memory together, in their order. */
export const portionsOf = <T extends Sized>(messages: readonly T[]): readonly (readonly T[])[] => {
  const portions: T[][] = []
  let bytes = Infinity
  for (const message of messages) {
    if (bytes + message.bodyBytes > portionBytes) {
      portions.push([])
      bytes = 0
    }
    portions.at(-1)?.push(message)
    bytes += message.bodyBytes
  }
  return portions
}

/** The bodies of these messages, by number; those that were erased have none. Throws `PortError`. */
export const readBodies = async (
  query: Query,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SealedBody>> => {
  const rows = await query<SealedBodyRow & { readonly id: string }>({
    text: `select rejected_id::text as id, ${sealedColumns}
           from sluice.rejected where rejected_id = any($1::bigint[]) and state <> 'erased'`,
    values: [ids],
  })
  return new Map(rows.map((row) => [row.id, toSealedBody(row)]))
}

export const toSealedBody = ({
  id,
  origin_id: originId,
  sealed_body: sealedBody,
  event,
}: SealedBodyRow & { readonly id: string }): SealedBody => ({ id, originId, sealedBody, event })
