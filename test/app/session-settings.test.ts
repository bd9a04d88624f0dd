import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createMonitor } from '../../src/app/monitor.ts'
import { logins } from '../../src/contract/logins.ts'
import { queueThread } from '../support/built.ts'
import { followClient, type FollowedClient } from '../support/follow-client.ts'
import { createTestFolder } from '../support/folders.ts'
import { loginBody } from '../support/logins.ts'
import { createMonitorBench, type MonitorBench } from '../support/monitors.ts'
import { isEverything } from '../support/everything.ts'

/** Settings that an owner may have made for a role or a database, each with values other than the defaults. */
const settings: Readonly<Record<string, readonly string[]>> = {
  DateStyle: ['German, DMY', 'SQL, MDY', 'Postgres, DMY'],
  IntervalStyle: ['sql_standard', 'iso_8601', 'postgres_verbose'],
  TimeZone: ['Pacific/Kiritimati', 'America/Sao_Paulo', 'Asia/Kathmandu'],
  bytea_output: ['escape'],
  extra_float_digits: ['-15', '3'],
  lc_monetary: ['C'],
  standard_conforming_strings: ['off'],
  array_nulls: ['off'],
  quote_all_identifiers: ['on'],
  default_transaction_isolation: ['serializable', 'repeatable read'],
  default_transaction_deferrable: ['on'],
  search_path: ['public, pg_catalog'],
  enable_indexscan: ['off'],
}

/** All settings at once, as often as the one with most values has values; each alone if nothing is to be left out. */
const rounds: readonly (readonly (readonly [name: string, value: string])[])[] = isEverything
  ? Object.entries(settings).flatMap(([name, values]) => values.map((value) => [[name, value] as const]))
  : Array.from({ length: Math.max(...Object.values(settings).map((values) => values.length)) }, (_, round) =>
      Object.entries(settings).map(([name, values]) => [name, values[round % values.length] ?? ''] as const),
    )

const listed = (value: string): string =>
  value
    .split(', ')
    .map((part) => `'${part}'`)
    .join(', ')

/** Everything that a window can read. Counts of the history are added up, as its times move on. */
const readAll = async (client: FollowedClient) => {
  const rows = await client.ask('listRows', {})
  const rejected = await client.ask('listRejected', {})
  const { runs } = await client.ask('listRuns', {})
  const id = rejected.rejected[0]?.id ?? ''
  const { steps } = await client.ask('getHistory', { minutes: 60 * 24 })
  const sorted = []
  for (const column of logins.table.columns)
    sorted.push(
      await client.ask('listRows', { sort: { column, descending: true }, limit: 2 }),
      await client.ask('mapRows', { sort: { column, descending: false } }),
    )
  return {
    ...{ rows, rejected, runs, sorted },
    row: await client.ask('getRow', { id: rows.rows[0]?.id ?? '' }),
    found: (await client.ask('traceMessage', { name: 'plain' })).rows.map(({ rowId }) => rowId),
    summary: await client.ask('summarizeRows', { column: 'create_date' }),
    ofDay: await client.ask('listRows', {
      filters: [{ column: 'create_date', how: 'is', text: '0044-03-15 BC' }],
    }),
    causes: await client.ask('listCauses', {}),
    body: await client.ask('getRejected', { id, uncover: { why: 'a test' } }),
    since: await client.ask('listRejected', { filter: { since: rejected.rejected[0]?.rejectedAt } }),
    run: await client.ask('getRun', { runId: runs.at(-1)?.runId ?? '' }),
    settled: steps.reduce((sum, step) => sum + step.loaded + step.rejected + step.duplicates, 0),
    isNow: Math.abs((steps.at(-1)?.at ?? 0) - Date.now()) < 20 * 60_000,
  }
}

/** A monitor on the bench, and everything that it can read. */
const open = async ({ settings: used }: MonitorBench, folder: string) => {
  const monitor = createMonitor(used, queueThread)
  onTestFinished(() => monitor.close())
  const client = followClient(monitor)
  const { connection } = await client.until((snapshot) => snapshot.connection.state !== 'connecting')
  if (connection.state === 'failed') throw new Error(JSON.stringify(connection.failure))
  const all = async () => {
    const read = await readAll(client)
    const subject = { what: 'rows', sort: { column: 'create_date', descending: false } }
    const path = join(folder, `${crypto.randomUUID()}.csv`)
    const request = { subject, format: 'csv', operation: crypto.randomUUID() }
    expect(await monitor.exportTo(request, path)).toMatchObject({ ok: true })
    return { ...read, file: await readFile(path, 'utf8') }
  }
  return { monitor, client, all }
}

/** A run that loads one and rejects one under the current settings; leaves the database as it was. */
const tryLoading = async (bench: MonitorBench, client: FollowedClient): Promise<void> => {
  await bench.queue.send([loginBody({ user_id: 'later', locale: null }), '{"also": "none"}'])
  const run = await client.run()
  expect(run.counts).toMatchObject({ loaded: 1, rejected: 1 })
  const [stored] = (await client.ask('listRows', {})).rows
  expect([stored?.values[0], stored?.values[4], stored?.values[6]]).toEqual([
    'later',
    null,
    new Date().toISOString().slice(0, 10),
  ])
  const which = { by: 'filter', filter: { runId: run.runId } } as const
  expect(await client.ask('discardRejected', { which })).toMatchObject({ changed: 1 })
  expect(await client.ask('makeRowIndex', { column: 'create_date' })).toBeNull()
  expect((await client.ask('listRowIndexes', {})).ready).toEqual(['create_date'])
  await client.ask('dropRowIndex', { column: 'create_date' })
  await bench.database.query(`delete from user_logins where user_id = 'later'`)
  await bench.database.query(
    'delete from sluice.ledger where batch_id in (select batch_id from sluice.batches where run_id = $1)',
    [run.runId],
  )
  for (const table of ['rejected', 'batches', 'runs'])
    await bench.database.query(`delete from sluice.${table} where run_id = $1`, [run.runId])
}

describe('settings of a role or a database', () => {
  it('change nothing that is shown, loaded, exported or rejected', { timeout: 240_000 }, async () => {
    const bench = await createMonitorBench()
    const folder = await createTestFolder()
    await bench.queue.send([
      { body: loginBody({ locale: null, app_version: '1-2' }), originId: 'plain' },
      loginBody({ app_version: '2.10' }),
      loginBody({ user_id: '\\' }),
      'no login',
    ])
    const usual = await open(bench, folder)
    await usual.client.run()
    await bench.database.query(`insert into user_logins (user_id, create_date) values
      ('c', '0044-03-15 BC'), ('d', 'infinity'), ('e', null), ('f', '12345-01-02'), ('g', '2024-02-03')`)
    const before = await usual.all()
    expect(before).toMatchObject({
      settled: 4,
      isNow: true,
      ofDay: { rows: [{ values: ['c', null, null, null, null, null, '0044-03-15 BC'] }] },
    })
    await usual.monitor.close()

    for (const round of rounds) {
      for (const [name, value] of round)
        await bench.database.query(`alter database ${bench.database.name} set ${name} = ${listed(value)}`)
      const odd = await open(bench, folder)
      expect([round, await odd.all()]).toEqual([round, before])
      await tryLoading(bench, odd.client)
      await odd.monitor.close()
      await bench.database.query(`alter database ${bench.database.name} reset all`)
    }
  })
})
