import { logins } from '../../src/contract/logins.ts'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/adapters/postgres/database.ts'
import { findLoadTarget } from '../../src/adapters/postgres/find-load-target.ts'
import { createStore } from '../../src/adapters/postgres/store.ts'
import type { Item } from '../../src/pipeline/ports.ts'
import { loginRow } from '../support/login-rows.ts'
import { prepareTable } from './triggers.ts'
import { createWorld } from './world.ts'

const itemsOf = (round: number, count: number): readonly Item[] =>
  Array.from({ length: count }, (_, index) => {
    const messageId = `${round}-${(index * 7_919) % count}`
    const entry = loginRow({ user_id: messageId }, '2024-03-09')
    const delivery = {
      messageId,
      originId: messageId,
      receipt: '',
      body: '',
      isIntact: true,
      sentAt: new Date(0),
      sentAtAssumed: false,
      receiveCount: 1,
      groupId: null,
      deduplicationId: null,
      attributes: [],
    }
    return { deliveries: [delivery], entry }
  })

test('A38: two workers with the same messages in opposite order never wait for each other in a circle', async () => {
  await using world = await createWorld()
  await prepareTable(world)
  const database = openDatabase(world.database.url, 2)
  const keys = await world.ask('select key_id from sluice.keys order by purpose')
  const [mask, seal] = keys.map((row) => Number(row.key_id))
  const target = await findLoadTarget(database.query, database.names, logins)
  const store = createStore(database, { mask: mask ?? 1, seal: seal ?? 2 }, target)
  const runId = randomUUID()
  await store.openRun({ runId, queue: 'proof' })

  const rounds = 40
  const size = 600
  for (let round = 0; round < rounds; round += 1) {
    const items = itemsOf(round, size)
    const both = await Promise.all([
      store.commit({ batchId: crypto.randomUUID(), runId, items }),
      store.commit({ batchId: crypto.randomUUID(), runId, items: items.toReversed() }),
    ])
    expect(both.map((counts) => counts.loaded).reduce((a, b) => a + b)).toBe(size)
  }
  await database.close()

  const [found] = await world.ask(
    `select deadlocks::integer, (select count(*)::integer from user_logins) as rows
     from pg_stat_database where datname = current_database()`,
  )
  expect(found).toEqual({ deadlocks: 0, rows: rounds * size })
}, 60_000)
