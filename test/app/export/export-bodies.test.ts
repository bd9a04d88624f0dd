import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eraseRejected } from '../../../src/adapters/postgres/erase-rejected.ts'
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
  it('covers them, one line per message, and leaves attributes out; nothing is added to the audit', async () => {
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

  it('N4 returns them in clear for a reason that is in the audit with every message, and leaves no file if it cannot be recorded', async () => {
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

  it('has a line without a body for an altered message, and fails if none can be opened', async () => {
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

  it('has a line without a body for an erased message, even if it is the only one', async () => {
    const { desk, folder } = await createDeskBench(bench)
    await eraseRejected(bench.database, filterOf({ messageId: 'm1' }), '1000')
    const path = join(folder, 'erased.jsonl')
    const filter = { state: 'erased' } as const
    await desk.write(requestOf({ what: 'rejected', filter, bodies: { how: 'covered' } }), path)
    expect(await linesOf(path)).toEqual([
      expect.objectContaining({ message_id: 'm1', state: 'erased', body: null, covered: false, tags: [] }),
    ])
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

  it('lists messages by their numbers, consecutive ones as a range', () => {
    expect(numbersInWords(['12', '11', '9', '10', '7', '-1'])).toBe('-1, 7, 9-12')
  })
})
