import type { Reason } from '../../../src/contract/reason.ts'
import type { RejectedSummary } from '../../../src/contract/rejected.ts'
import { logins } from '../../../src/contract/logins.ts'
import type { EventRow } from '../../../src/contract/rows.ts'
import { rowOf } from '../../support/event-rows.ts'

/** The cells of a login by their columns, in their order. */
export const loginCells = {
  user_id: 'user-1',
  device_type: 'android',
  masked_ip: 'a'.repeat(64),
  masked_device_id: 'b'.repeat(64),
  locale: 'DE',
  app_version: '2.3.0',
  create_date: '2026-02-28',
} as const

interface RowChanges extends Partial<Record<keyof typeof loginCells, string | null>> {
  readonly id?: string
}

export const createRow = ({ id = '1', ...changes }: RowChanges = {}): EventRow =>
  rowOf(logins, id, { ...loginCells, ...changes })

export const reasons: readonly Reason[] = [
  { code: 'missing-field', pointer: '/user_id', range: null, detail: null },
  { code: 'too-long', pointer: '/locale', range: [10, 24], detail: '16' },
]

export const createRejected = (changes: Partial<RejectedSummary> = {}): RejectedSummary => ({
  id: '9',
  messageId: 'c5b1d0de-0000-4000-8000-000000000001',
  runId: 'c5b1d0de-0000-4000-8000-000000000002',
  sentAt: '2026-02-28T23:59:59.999Z',
  rejectedAt: '2026-03-01T00:00:01.000Z',
  receiveCount: 1,
  bodyBytes: 120,
  reasons,
  rowId: null,
  state: 'discarded',
  stateAt: null,
  note: 'Sent by, or "for", a test',
  tags: ['vendor'],
  investigatedSince: null,
  investigatedBy: null,
  ...changes,
})

/** The items in pages of two, as a cursor returns them. */
export async function* inPages<Item>(items: readonly Item[], size = 2): AsyncGenerator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}

export const gather = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

export const textOf = async (chunks: AsyncIterable<string>): Promise<string> =>
  (await gather(chunks)).join('')
