import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listRejected } from '../../../src/adapters/postgres/rejected.ts'
import { changeState } from '../../../src/adapters/postgres/rejected-state.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { filterOf, listOf } from '../../support/rejected.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'
import { createDeskBench, requestOf } from './desk-bench.ts'

let bench: TestStore

beforeAll(async () => {
  bench = await createTestStore()
  const runId = await bench.openRun()
  for (let index = 0; index < 9; index += 1) {
    const body = index % 3 === 0 ? 'not JSON canary' : `{"user_id":"canary-${index}","ip":"203.0.113.9"}`
    const items = bench.prepare([createDelivery({ messageId: `m${index}`, body })])
    await bench.store.commit({ batchId: crypto.randomUUID(), runId, items })
  }
  await changeState(bench.database, filterOf({ messageId: 'm4' }), 'discarded', '=not ours, "said" we')
})
afterAll(() => bench.close())

describe('an export of rejected messages', () => {
  it('contains exactly those that the filter matches, newest first, with all their reasons', async () => {
    const { desk, folder } = await createDeskBench(bench)
    const filter = { code: 'not-json' } as const
    const written = await desk.write(requestOf({ what: 'rejected', filter }), join(folder, 'r.jsonl'))
    const lines = (await readFile(join(folder, 'r.jsonl'), 'utf8')).trimEnd().split('\n')
    const { rejected } = await listRejected(bench.database, listOf({ filter }))
    expect(rejected.map(({ messageId }) => messageId)).toEqual(['m6', 'm3', 'm0'])
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      rejected.map((message) => ({
        rejected_id: message.id,
        message_id: message.messageId,
        sent_at: message.sentAt,
        rejected_at: message.rejectedAt,
        run_id: message.runId,
        state: 'kept',
        reasons: message.reasons,
        note: null,
        tags: [],
        investigated_since: null,
      })),
    )
    expect(written.items).toBe(3)
  })

  it('contains only kept ones if nothing else is requested, as the list does', async () => {
    const { desk, folder } = await createDeskBench(bench)
    const all = requestOf({ what: 'rejected', filter: { state: 'all' } }, 'csv')
    expect((await desk.write(requestOf({ what: 'rejected' }), join(folder, 'kept.jsonl'))).items).toBe(8)
    expect((await desk.write(all, join(folder, 'all.csv'))).items).toBe(9)
    expect(await readFile(join(folder, 'all.csv'), 'utf8')).toContain(`,"'=not ours, ""said"" we",[],\r\n`)
  })

  it.each(['csv', 'jsonl', 'parquet'] as const)('as %s contains nothing of a body', async (format) => {
    const { desk, folder } = await createDeskBench(bench)
    const path = join(folder, `r.${format}`)
    await desk.write(requestOf({ what: 'rejected', filter: { state: 'all' } }, format), path)
    const text = (await readFile(path)).toString('latin1')
    expect(text).toContain('m8')
    expect(text).not.toMatch(/canary|203\.0\.113/)
  })
})
