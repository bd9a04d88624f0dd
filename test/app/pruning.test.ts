import { describe, expect, it, onTestFinished } from 'vitest'
import { keepPruned } from '../../src/app/pruning.ts'
import { sleep } from '../support/scripted-queue.ts'
import { createTestStore } from '../support/stores.ts'

describe('keeping the ledger and the depths pruned', () => {
  it('deletes what became too old since the last round, again and again, and keeps what is recent', async () => {
    const bench = await createTestStore()
    const runId = await bench.openRun()
    const fill = async () => {
      await bench.test.query(
        `with made as (
           insert into sluice.batches (run_id, at, received, loaded)
           select '${runId}', now() - make_interval(days => n), 1, 1 from generate_series(40, 20, -1) as n
           returning batch_id
         )
         insert into sluice.ledger (origin, row_number, batch_id, sent_at)
         select gen_random_uuid(), batch_id, batch_id, now() from made`,
      )
      await bench.test.query(
        `insert into sluice.depths (queue, at, visible, in_flight, delayed)
         select 'q', now() - make_interval(days => n), 1, 0, 0 from generate_series(20, 40) as n`,
      )
    }
    const count = async () => {
      const [found] = await bench.test.query<{ ledger: number; depths: number }>(
        `select (select count(*)::integer from sluice.ledger) as ledger, (select count(*)::integer from sluice.depths) as depths`,
      )
      return found
    }
    await fill()
    const stop = keepPruned(bench.database, () => ({ ledgerDays: 30, rejectedDays: null }), 50)
    onTestFinished(async () => {
      stop()
      await bench.close()
    })
    const pruned = { ledger: 10, depths: 10 }
    await expect.poll(count).toEqual(pruned)
    await bench.test.query('truncate sluice.ledger, sluice.batches, sluice.depths cascade')
    await fill()
    await expect.poll(count).toEqual(pruned)
    stop()
    await sleep(200)
    await bench.test.query('truncate sluice.ledger, sluice.batches, sluice.depths cascade')
    await fill()
    await sleep(150)
    expect(await count()).toEqual({ ledger: 21, depths: 21 })
  })
})
