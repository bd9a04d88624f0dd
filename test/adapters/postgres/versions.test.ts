import { expect, it } from 'vitest'
import { readRejected } from '../../../src/adapters/postgres/export-rejected.ts'
import { readRows } from '../../../src/adapters/postgres/export-rows.ts'
import { getHistory, recordDepth } from '../../../src/adapters/postgres/history.ts'
import { pruneHistory } from '../../../src/adapters/postgres/prune-history.ts'
import { checkSchema, migrate } from '../../../src/adapters/postgres/migrate.ts'
import { listCauses } from '../../../src/adapters/postgres/rejected-causes.ts'
import { changeState } from '../../../src/adapters/postgres/rejected-state.ts'
import { getRejected, listRejected } from '../../../src/adapters/postgres/rejected.ts'
import { reconcile } from '../../../src/adapters/postgres/reconcile.ts'
import { pruneLedger } from '../../../src/adapters/postgres/retention.ts'
import { dropRowIndex, listRowIndexes, makeRowIndex } from '../../../src/adapters/postgres/row-indexes.ts'
import { findRowOfMessage } from '../../support/find-row.ts'
import { getRow } from '../../../src/adapters/postgres/row-lineage.ts'
import { listRows, mapRows, summarizeRows } from '../../../src/adapters/postgres/rows.ts'
import { readSeries } from '../../../src/adapters/postgres/run-series.ts'
import { listRuns, readRunAndPrevious } from '../../../src/adapters/postgres/runs.ts'
import { commandInputs } from '../../../src/contract/monitor.ts'
import { PortError } from '../../../src/pipeline/ports.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { loginBody } from '../../support/logins.ts'
import { onPostgres } from '../../support/postgres-versions.ts'
import { causesOf, filterOf, listOf } from '../../support/rejected.ts'
import { createTestStore, type TestStore } from '../../support/stores.ts'
import { loginColumns, summedColumns } from '../../support/login-columns.ts'
import { walkErasing } from '../../support/walk-erasing.ts'
import { walkMarks } from '../../support/walk-marks.ts'
import { walkReturns } from '../../support/walk-returns.ts'
import { loginRow } from '../../support/login-rows.ts'
import { fewOf } from '../../support/everything.ts'

/** Logins that differ in the sorted columns, and messages that are rejected for three causes. */
const deliveries = [
  ...Array.from({ length: 40 }, (_, n) =>
    createDelivery({
      messageId: `good-${n}`,
      body: loginBody({
        user_id: `user-${(n * 7) % 40}`,
        app_version: `${n % 3}.${n % 11}`,
        device_type: n % 2 === 0 ? 'ios' : 'Ändroid',
        locale: n % 5 === 0 ? null : 'DE',
      }),
      sentAt: new Date(Date.UTC(2024, 0, 1 + (n % 9))),
    }),
  ),
  ...[`{"foo": 1}`, `{"foo": 2}`, 'no login', loginBody({ extra: true }), loginBody({ extra: false })].map(
    (body, n) => createDelivery({ messageId: `bad-${n}`, body }),
  ),
]

/** The answers of every database function in turn, by name. */
type Answers = Record<string, unknown>

const all = async (pages: AsyncIterable<readonly unknown[]>): Promise<readonly unknown[]> => {
  const found: unknown[] = []
  for await (const page of pages) found.push(...page)
  return found
}

const fill = async (bench: TestStore, runId: string, answers: Answers): Promise<void> => {
  const commit = (some: typeof deliveries) =>
    bench.store.commit({ batchId: crypto.randomUUID(), runId, items: bench.prepare(some) })
  answers.known = [...(await bench.store.known(bench.prepare(deliveries.slice(0, 3))))]
  answers.commit = await commit(deliveries)
  answers['commit again'] = await commit(deliveries.slice(10))
  answers['known then'] = [...(await bench.store.known(bench.prepare(deliveries)))].sort()
  answers.numbers = await bench.store.drawNumbers(3)
  await bench.store.recordReleased(runId, 2)
  const wide = { ...deliveries[0], messageId: 'wide', originId: 'wide', body: loginBody() }
  const [item] = bench.prepare([createDelivery(wide)])
  if (item?.entry.kind !== 'row') throw new Error('The example is well formed')
  answers.refused = await bench.store
    .commit({
      ...{ batchId: crypto.randomUUID(), runId },
      items: [{ ...item, entry: loginRow({ user_id: 'x'.repeat(129) }) }],
    })
    .catch((error: unknown) =>
      error instanceof PortError ? [error.kind, error.failure.details.code] : error,
    )
}

const walkRows = async ({ database, rows }: TestStore, answers: Answers): Promise<void> => {
  for (const column of [...loginColumns, null])
    for (const descending of [true, false]) {
      const sort = { column, descending }
      const input = commandInputs.listRows.parse({ sort, limit: 7 })
      const page = await listRows(rows, input)
      answers[`rows by ${column} ${descending}`] = [
        page,
        await listRows(rows, { ...input, after: page.next }),
      ]
      answers[`map by ${column} ${descending}`] = await mapRows(rows, commandInputs.mapRows.parse({ sort }))
    }
  const filters = [
    { column: 'device_type', how: 'contains', text: 'DROID' },
    { column: 'locale', how: 'is', text: 'DE' },
    { column: 'create_date', how: 'contains', text: '2024-01' },
  ]
  answers.filtered = await listRows(rows, commandInputs.listRows.parse({ filters }))
  answers.empty = await listRows(
    rows,
    commandInputs.listRows.parse({ filters: [{ column: 'locale', how: 'empty' }] }),
  )
  for (const column of summedColumns) answers[`summary of ${column}`] = await summarizeRows(rows, column, [])
  answers.row = await getRow(rows, '1')
  answers.found = [await findRowOfMessage(rows, 'good-9'), await findRowOfMessage(rows, 'bad-0')]
  for (const column of loginColumns) {
    const whole = { ...database, ...rows }
    await database.session(60_000, (on) =>
      makeRowIndex({ ...rows, ...on }, column, () => dropRowIndex(whole, column)),
    )
    answers[`index on ${column}`] = (await listRowIndexes(rows)).ready
    await dropRowIndex(whole, column)
  }
  answers['indexes after all'] = (await listRowIndexes(rows)).ready
  answers['rows exported'] = await database.session(60_000, (on) =>
    all(readRows({ ...rows, ...on }, { what: 'rows', ...commandInputs.listRows.parse({}) })),
  )
}

const walkRejected = async (bench: TestStore, answers: Answers): Promise<void> => {
  const { database } = bench
  const page = await listRejected(database, listOf({ limit: 3 }))
  answers.rejected = [page, await listRejected(database, listOf({ before: page.next, limit: 3 }))]
  const filters = [
    { code: 'missing-field' },
    { messageId: 'bad-1' },
    { since: '2020-01-01T00:00:00Z' },
  ] as const
  for (const filter of filters)
    answers[`rejected ${JSON.stringify(filter)}`] = await listRejected(database, listOf({ filter }))
  const { sealedBody, ...message } = await getRejected(database, page.rejected[0]?.id ?? '')
  answers['one rejected'] = [message, bench.seal.open(message.originId, sealedBody)]
  answers.causes = await listCauses(database, causesOf())
  const { changed, changeId } = await changeState(
    database,
    filterOf({ code: 'not-json' }),
    'discarded',
    'note',
  )
  answers.marks = await walkMarks(database)
  answers.discarded = [changed, (await listRejected(database, listOf())).total]
  answers.restored = (await changeState(database, { by: 'change', changeId }, 'kept', null)).changed
  const { counts, end } = await bench.tryAgain(filterOf({}))
  answers['tried again'] = { counts, end }
  answers['rejected then'] = await listRejected(database, listOf({ filter: { state: 'all' } }))
  answers['rejected exported'] = await database.session(60_000, (on) =>
    all(readRejected(on, { filter: listOf({ filter: { state: 'all' } }).filter })),
  )
}

const walkRuns = async (
  { database, store, test }: TestStore,
  runId: string,
  answers: Answers,
): Promise<void> => {
  await store.closeRun(runId, 'drained')
  answers.runs = await listRuns(database, commandInputs.listRuns.parse({}), null)
  answers['cut off'] = await listRuns(database, commandInputs.listRuns.parse({ status: 'cut-off' }), null)
  const [run] = await readRunAndPrevious(database, runId, null)
  if (run === undefined) throw new Error('The run is not there')
  const series = await readSeries(database, run)
  answers.series = series.loaded.reduce((sum, count) => sum + count, 0)
  answers.reconciled = await reconcile(database, null)
  const queue = { name: 'test', endpoint: 'https://here' }
  await recordDepth(database, queue, { visible: 5, inFlight: 1, delayed: 2, at: 0 }, 3)
  await pruneHistory(database)
  const { steps } = await getHistory(
    database,
    queue,
    commandInputs.getHistory.parse({ minutes: 60, steps: 60 }),
  )
  answers.history = [steps.length, steps.reduce((sum, step) => sum + step.loaded, 0), steps.at(-1)?.visible]
  await test.query(
    `update sluice.batches set at = now() - interval '40 days' where batch_id = (select min(batch_id) from sluice.ledger)`,
  )
  answers.pruned = await pruneLedger(database, 30, 1_000)
  answers['reconciled then'] = await reconcile(database, runId)
}

/** Times, ids of runs and masks differ from one server to the next; their positions must not. */
const steady = (answers: Answers): unknown =>
  JSON.parse(
    JSON.stringify(answers)
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'UUID')
      .replace(/[0-9a-f]{16,64}/g, 'MASK'),
  )

/** The answers, and the version that gave them. */
const walk = async (server?: string): Promise<{ readonly major: number; readonly answers: unknown }> => {
  const bench = await createTestStore(server)
  try {
    const answers: Answers = {}
    await migrate(bench.database)
    await checkSchema(bench.database)
    const runId = await bench.openRun()
    await fill(bench, runId, answers)
    await walkRows(bench, answers)
    await walkRejected(bench, answers)
    await walkReturns(bench, answers)
    answers.erasing = await walkErasing(bench, 'bad-2')
    await walkRuns(bench, runId, answers)
    const [row] = await bench.test.query<{ version: string }>(
      `select current_setting('server_version_num') as version`,
    )
    return { major: Math.floor(Number(row?.version) / 10_000), answers: steady(answers) }
  } finally {
    await bench.close()
  }
}

let builtIn: ReturnType<typeof walk> | null = null

onPostgres(fewOf([10, 12, 15], 1), 'A44: every door to the database', ({ major, url }) => {
  it('answers as on the built-in one, PostgreSQL 18', async () => {
    builtIn ??= walk()
    const here = await walk(url())
    const there = await builtIn
    expect([here.major, there.major]).toEqual([major, 18])
    expect(here.answers).toEqual(there.answers)
    expect(there.answers).toMatchObject({
      commit: { loaded: 40, rejected: 5 },
      'tried again': { counts: { loaded: 2 } },
      begun: ['noted', 'noted', 'noted', 'noted', 'noted'],
      'begun again': ['under-way', 'under-way', 'under-way', 'noted'],
      histories: [
        { state: 'loaded', returns: [{ outcome: 'loaded' }] },
        { state: 'rejected-again', returns: [{ outcome: 'rejected-again' }] },
        { state: 'kept', returns: [{ outcome: 'sent' }] },
        { state: 'kept', returns: [{ outcome: 'withdrawn' }, { outcome: 'sent' }] },
      ],
      erasing: [{ messages: 1 }, ...[0, 1, 0], [{ state: 'erased', bytes: 0 }], [{ what: 'erase-rejected' }]],
    })
  }, 120_000)
})
