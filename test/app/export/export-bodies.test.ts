import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { markRejected } from '../../../src/adapters/postgres/rejected-marks.ts'
import { numbersInWords } from '../../../src/app/export/open-bodies.ts'
import { exportInputs } from '../../../src/contract/exports.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { loginBody } from '../../support/logins.ts'
import { filterOf } from '../../support/rejected.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'
import { createDeskBench, requestOf } from './desk-bench.ts'

let bench: TestStore
const body = loginBody({ ip: '203.0.113.9', app_version: 'latest' })
const attributes = [{ name: 'tenant', type: 'String', value: 'canary' }]

beforeAll(async () => {
  bench = await createTestStore()
  const runId = await bench.openRun()
  const items = bench.prepare([
    createDelivery({ messageId: 'm1', body, attributes }),
    createDelivery({ messageId: 'm2', body: 'no\nJSON "\u2028"' }),
  ])
  await bench.store.commit({ batchId: crypto.randomUUID(), runId, items })
  await markRejected(bench.database, filterOf({ messageId: 'm1' }), { do: 'tag', tag: 'vendor' }, 'x@y')
})
beforeEach(() =>
  bench.test.query(
    'alter table sluice.audit disable trigger all; delete from sluice.audit; alter table sluice.audit enable trigger all',
  ),
)
afterAll(() => bench.close())

const audit = () => bench.test.query('select what, subject, why from sluice.audit')
const linesOf = async (path: string) =>
  (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('an export of rejected messages with their bodies', () => {
  it('covers them, one line a message, and leaves attributes out; the audit has nothing to say', async () => {
    const { desk, folder } = await createDeskBench(bench)
    const path = join(folder, 'covered.jsonl')
    const request = requestOf({ what: 'rejected', bodies: { how: 'covered' } })
    expect(await desk.write(request, path)).toMatchObject({ items: 2 })
    expect(await readFile(path, 'utf8')).not.toMatch(/203\.0\.113|canary|no\\nJSON/)
    const [second, first] = await linesOf(path)
    expect(first).toMatchObject({
      message_id: 'm1',
      state: 'kept',
      tags: ['vendor'],
      covered: true,
      attributes: null,
    })
    expect(first?.body).toHaveLength(body.length)
    expect(first?.reasons).toEqual([
      expect.objectContaining({ pointer: '/app_version', range: expect.any(Array) }),
    ])
    expect(second).toMatchObject({ message_id: 'm2', covered: true })
    expect(await audit()).toEqual([])
  })

  it('N4 gives them in clear for a reason that is in the audit with every message, and leaves no file where it is not', async () => {
    const { desk, folder } = await createDeskBench(bench)
    const path = join(folder, 'clear.jsonl')
    const clear = () => requestOf({ what: 'rejected', bodies: { how: 'clear', why: 'ticket 12' } })
    await desk.write(clear(), path)
    const [second, first] = await linesOf(path)
    expect(first).toMatchObject({
      body,
      covered: false,
      attributes: [expect.objectContaining({ value: 'canary' })],
    })
    expect(second?.body).toBe('no\nJSON "\u2028"')
    expect(await audit()).toEqual([{ what: 'export-rejected', subject: '1-2', why: 'ticket 12' }])
    await bench.test.query('alter table sluice.audit rename to away')
    await expect(desk.write(clear(), join(folder, 'other.jsonl'))).rejects.toThrow()
    expect(await readdir(folder)).toEqual(['clear.jsonl'])
    await bench.test.query('alter table sluice.away rename to audit')
  })

  it('has a line for one that was altered, without its body, and fails if none can be opened', async () => {
    const { desk, folder } = await createDeskBench(bench)
    const alter = (name: string) =>
      bench.test.query(`update sluice.rejected set sealed_body = '\\x01' where message_id = $1`, [name])
    await alter('m1')
    const request = () => requestOf({ what: 'rejected', bodies: { how: 'covered' } })
    await desk.write(request(), join(folder, 'some.jsonl'))
    const [, first] = await linesOf(join(folder, 'some.jsonl'))
    expect(first).toMatchObject({ message_id: 'm1', body: null })
    await alter('m2')
    await expect(desk.write(request(), join(folder, 'none.jsonl'))).rejects.toMatchObject({
      failure: { code: 'body-altered' },
    })
    expect(await readdir(folder)).toEqual(['some.jsonl'])
  })

  it('is refused in other formats, and without a reason', () => {
    const parse = (bodies: object, format: string) =>
      exportInputs.exportItems.safeParse({
        ...{ subject: { what: 'rejected', bodies }, format, operation: crypto.randomUUID() },
      }).success
    expect(parse({ how: 'covered' }, 'csv')).toBe(false)
    expect(parse({ how: 'covered' }, 'parquet')).toBe(false)
    expect(parse({ how: 'clear' }, 'jsonl')).toBe(false)
    expect(parse({ how: 'clear', why: ' ' }, 'jsonl')).toBe(false)
    expect(parse({ how: 'covered' }, 'jsonl')).toBe(true)
  })

  it('names messages by their numbers, those in a row together', () => {
    expect(numbersInWords(['12', '11', '9', '10', '7', '-1'])).toBe('-1, 7, 9-12')
  })
})
