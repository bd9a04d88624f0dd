import { parquetReadObjects } from 'hyparquet'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { listRows } from '../../../src/adapters/postgres/rows.ts'
import { encodeExport } from '../../../src/app/export/encode-export.ts'
import { writeWhole } from '../../../src/app/export/write-whole.ts'
import { commandInputs, type CommandInput } from '../../../src/contract/monitor.ts'
import { logins } from '../../../src/contract/logins.ts'
import type { EventRow, RowCursor } from '../../../src/contract/rows.ts'
import { cellsOf } from '../../support/event-rows.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'
import { createDeskBench, requestOf } from './desk-bench.ts'

let bench: TestStore
const patience = { timeout: 20_000 }

const count = 20_000
beforeAll(async () => {
  bench = await createTestStore()
  await bench.test.query(
    `insert into user_logins (user_id, device_type, locale, app_version, create_date)
     select 'user-' || n % 5000, case when n % 3 = 0 then 'ios' else 'android' end,
       case when n % 4 > 0 then 'D' || n % 4 end, '2.' || n % 11, date '2026-02-27' + n % 4
     from generate_series(1, $1::integer) n`,
    [count],
  )
})
afterAll(() => bench.close())
afterEach(() => bench.test.query(`delete from user_logins where user_id like 'late-%'`))

/** Every row, as the pages of the list show it. */
const listed = async (input: CommandInput<'listRows'>): Promise<readonly EventRow[]> => {
  const all: EventRow[] = []
  let after: RowCursor | null = null
  do {
    const page = await listRows(bench.rows, commandInputs.listRows.parse({ ...input, after, limit: 500 }))
    all.push(...page.rows)
    after = page.next
  } while (after !== null)
  return all
}

const linesOf = async (path: string): Promise<readonly Record<string, unknown>[]> =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

const asExported = (row: EventRow) => ({ login_id: row.id, ...cellsOf(logins, row) })

/** Holds every statement on the rows back until it is released. */
const lockRows = async (whileLocked: () => Promise<void>): Promise<void> => {
  await bench.database.transaction(async (query) => {
    await query({ text: 'lock table public.user_logins in access exclusive mode' })
    await whileLocked()
  })
}

describe('an export of rows', () => {
  it('contains exactly the rows that the filters match, in the order of the list', async () => {
    const { desk, folder } = await createDeskBench(bench)
    const input: CommandInput<'listRows'> = {
      sort: { column: 'app_version', descending: true },
      filters: [
        { column: 'device_type', how: 'is', text: 'ios' },
        { column: 'locale', how: 'contains', text: 'd1' },
      ],
    }
    const path = join(folder, 'rows.jsonl')
    const written = await desk.write(requestOf({ what: 'rows', ...input }), path)
    const expected = (await listed(input)).map(asExported)
    expect(expected.length).toBeGreaterThan(1_000)
    expect(await linesOf(path)).toEqual(expected)
    expect(written).toMatchObject({ name: 'rows.jsonl', items: expected.length })
  })

  it('contains all rows, newest first, if nothing else is requested, in every format', async () => {
    const { desk, folder } = await createDeskBench(bench)
    const ids = (await listed({})).map(({ id }) => id)
    expect(ids).toHaveLength(count)
    await desk.write(requestOf({ what: 'rows' }, 'csv'), join(folder, 'rows.csv'))
    const csv = (await readFile(join(folder, 'rows.csv'), 'utf8')).split('\r\n').slice(1, -1)
    expect(csv.map((line) => line.split(',', 1)[0])).toEqual(ids)
    await desk.write(requestOf({ what: 'rows' }, 'parquet'), join(folder, 'rows.parquet'))
    const bytes = await readFile(join(folder, 'rows.parquet'))
    const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer })
    expect(rows.map((row) => String(row.login_id))).toEqual(ids)
    expect(await readdir(folder)).toEqual(['rows.csv', 'rows.parquet'])
  })

  it.each(['csv', 'jsonl', 'parquet'] as const)(
    'as %s never has more in memory than was just asked for: it reads on only when that is written',
    async (format) => {
      const { operations } = await createDeskBench(bench)
      let read = 0
      const unwritten: number[] = []
      const request = requestOf({ what: 'rows' }, format)
      await operations.run(bench.database, { ...request, timeout: 60_000 }, async (on) => {
        let before = 0
        for await (const _chunk of encodeExport(
          { ...bench.rows, ...on },
          logins,
          request,
          (more) => (read += more),
        )) {
          unwritten.push(read - before)
          before = read
        }
      })
      expect(read).toBe(count)
      expect(Math.max(...unwritten)).toBeLessThanOrEqual(format === 'parquet' ? 10_000 : 1_000)
    },
  )

  it('leaves out what is loaded meanwhile', async () => {
    const { operations } = await createDeskBench(bench)
    const request = requestOf({ what: 'rows', sort: { column: null, descending: false } })
    let text = ''
    await operations.run(bench.database, { ...request, timeout: 60_000 }, async (on) => {
      for await (const chunk of encodeExport({ ...bench.rows, ...on }, logins, request, () => undefined)) {
        if (text === '') await bench.test.query(`insert into user_logins (user_id) values ('late-1')`)
        text += String(chunk)
      }
    })
    expect(text.split('\n')).toHaveLength(count + 1)
    expect(text).not.toContain('late-1')
    expect(await bench.test.query(`select from user_logins where user_id = 'late-1'`)).toHaveLength(1)
  })

  it('reports its progress, at most four times a second, and its end', async () => {
    const { desk, folder, events } = await createDeskBench(bench)
    const request = requestOf({ what: 'rows' })
    const from = performance.now()
    await desk.write(request, join(folder, 'rows.jsonl'))
    const most = Math.floor((performance.now() - from) / 250) + 2
    expect(events.length).toBeLessThanOrEqual(most)
    expect(events[0]).toEqual({
      type: 'export',
      export: { operation: request.operation, what: 'rows', items: 0 },
    })
    expect(events.at(-1)).toEqual({ type: 'export', export: null })
  })
})

describe('an export that cannot go on', () => {
  it('because it is cancelled says so and leaves no file', async () => {
    const { desk, operations, folder, events } = await createDeskBench(bench)
    const request = requestOf({ what: 'rows' }, 'csv')
    await lockRows(async () => {
      const writing = desk.write(request, join(folder, 'rows.csv'))
      writing.catch(() => undefined)
      await expect.poll(() => readdir(folder), patience).toEqual([expect.stringMatching(/\.part$/)])
      expect(await operations.cancel(request.operation)).toBe(true)
      await expect(writing).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    })
    expect(await readdir(folder)).toEqual([])
    expect(events.at(-1)).toEqual({ type: 'export', export: null })
  })

  it('because it is cancelled halfway leaves no file either', async () => {
    const { operations, folder } = await createDeskBench(bench)
    const request = requestOf({ what: 'rows' })
    const path = join(folder, 'rows.jsonl')
    let pieces = 0
    const writing = operations.run(bench.database, { ...request, timeout: 60_000 }, (on) => {
      async function* interrupted() {
        for await (const chunk of encodeExport({ ...bench.rows, ...on }, logins, request, () => undefined)) {
          yield chunk
          pieces += 1
          if (pieces === 3) expect(await operations.cancel(request.operation)).toBe(true)
        }
      }
      return writeWhole(path, interrupted())
    })
    await expect(writing).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    expect(pieces).toBe(3)
    expect(await readdir(folder)).toEqual([])
  })

  it('because the database goes away reports that and leaves no file', async () => {
    const { desk, folder } = await createDeskBench(bench)
    const request = requestOf({ what: 'rows' })
    const locked = lockRows(async () => {
      const writing = desk.write(request, join(folder, 'rows.jsonl'))
      writing.catch(() => undefined)
      await expect.poll(() => readdir(folder), patience).toHaveLength(1)
      await bench.test.cutConnections()
      await expect(writing).rejects.toMatchObject({ failure: { code: 'database-unreachable' } })
    })
    // The lock's own connection was cut too.
    await locked.catch(() => undefined)
    expect(await readdir(folder)).toEqual([])
  })

  it('because another one is running is refused, without disturbing the other one', async () => {
    const { desk, operations, folder } = await createDeskBench(bench)
    const first = requestOf({ what: 'rows' })
    await lockRows(async () => {
      const writing = desk.write(first, join(folder, 'first.jsonl'))
      writing.catch(() => undefined)
      const second = desk.write(requestOf({ what: 'rejected' }), join(folder, 'second.jsonl'))
      await expect(second).rejects.toMatchObject({ failure: { code: 'export-active' } })
      await operations.cancel(first.operation)
      await expect(writing).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    })
    const third = await desk.write(requestOf({ what: 'rejected' }), join(folder, 'third.jsonl'))
    expect(third).toMatchObject({ name: 'third.jsonl', items: 0, bytes: 0 })
  })

  it('because everything closes is cancelled, and the close waits until nothing of it is left', async () => {
    const { desk, folder } = await createDeskBench(bench)
    await lockRows(async () => {
      const writing = desk.write(requestOf({ what: 'rows' }), join(folder, 'rows.jsonl'))
      writing.catch(() => undefined)
      await expect.poll(() => readdir(folder), patience).toHaveLength(1)
      await desk.close()
      expect(await readdir(folder)).toEqual([])
      await expect(writing).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    })
  })
})
