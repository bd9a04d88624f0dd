import { describe, expect, test } from 'vitest'
import { noCounts } from '../../src/contract/events.ts'
import { describeFailure } from '../../src/contract/failure.ts'
import { type PortError, type StorePort } from '../../src/pipeline/ports.ts'
import { runEngine } from '../prove/engine.ts'
import { startRun } from '../prove/worker-process.ts'
import { byTable, byValue, rejections } from './refusal-kinds.ts'
import { prepareTable, refuse, theFirst } from './triggers.ts'
import { fewOf } from '../support/everything.ts'
import { createWorld, expectKept, expectReconciled, type World } from './world.ts'

/** With a thousand messages, all but the first ten are in one transaction unless something is refused. */
const oneBatch = { batchRows: 990, lingerMs: 3_000, writers: 1 }

/** Statements that change the database: commits, and drawing numbers for them. */
const countCalls = () => {
  let calls = 0
  const wrapStore = (store: StorePort): StorePort => ({
    ...store,
    commit: (batch) => ((calls += 1), store.commit(batch)),
    drawNumbers: (count) => ((calls += 1), store.drawNumbers(count)),
  })
  return { wrapStore, calls: () => calls }
}

/** The manifest expects well-formed messages to load, even those that the database refuses. */
const expectAllSettled = async (world: World): Promise<void> => {
  const verdict = await world.verdict()
  expect(verdict).toMatchObject({ lost: [], doubled: [], foreign: [], unreconciled: [], remaining: 0 })
  expect(verdict.altered).toEqual([])
  expect(verdict.wronged).toHaveLength(verdict.rejected)
}

describe.concurrent('a database that refuses', () => {
  test.each(fewOf(byValue, 1))(
    'A17: one row of a thousand, with %s: that one alone is rejected, with its SQLSTATE and its constraint',
    async (_, set, detail) => {
      await using world = await createWorld()
      await prepareTable(world)
      await set(world)
      const [before] = await world.ask('select count(*)::integer as count from user_logins')
      world.send(1_000, { malformedEvery: 0 })
      const { wrapStore, calls } = countCalls()

      const { end, counts } = await runEngine(world.target, { limits: oneBatch, wrapStore })

      expect({ end, ...counts }).toMatchObject({ end: 'drained', loaded: 999, rejected: 1, released: 0 })
      expect(await rejections(world)).toEqual([{ code: 'refused-by-database', detail, count: 1 }])
      // The first ten come by themselves; all others in one batch.
      expect(calls() - 2).toBeLessThanOrEqual(2 * Math.log2(1_000))
      const [after] = await world.ask('select count(*)::integer as count from user_logins')
      expect(Number(after?.count) - Number(before?.count)).toBe(999)
      if (Number(before?.count) === 0) await expectAllSettled(world)
    },
    60_000,
  )

  test.each(fewOf(byTable, 2))(
    'A18, A41: every row, by %s that comes in mid-run: the run ends and says so, rejects nothing, gives all back',
    async (_, set, words) => {
      await using world = await createWorld()
      await prepareTable(world)
      world.send(400, { malformedEvery: 0 })
      // By then the start has checked the table.
      const wrapStore = (store: StorePort): StorePort => ({
        ...store,
        openRun: async (run) => {
          const before = await store.openRun(run)
          await set(world)
          return before
        },
      })

      const { error, counts } = await runEngine(world.target, { wrapStore })

      expect(error).toMatchObject({ kind: 'table', failure: { code: 'table-refuses' } })
      const { sentence, advice } = describeFailure((error as PortError).failure)
      expect(sentence).toContain(words)
      expect(advice).toContain('10 messages were received once for this and are back on the queue.')
      expect(`${sentence} ${advice}`).not.toMatch(/user-1-|refused by the test/)
      expect(counts).toEqual({ ...noCounts, received: 10, released: 10 })
      expect(world.double.queue.depth()).toEqual({ visible: 400, inFlight: 0, delayed: 0 })
      const [kept] = await world.ask('select count(*)::integer as count from sluice.rejected')
      expect({ rejected: kept?.count, dead: world.double.deadLetters.ids() }).toEqual({
        rejected: 0,
        dead: [],
      })
    },
    60_000,
  )

  test('A18: every other row at random, with the breaker off: the split is exact', async () => {
    await using world = await createWorld()
    await prepareTable(world)
    await world.database.query(
      `alter table user_logins add constraint even check (hashtext(user_id) % 2 = 0)`,
    )
    const sent = world.send(100, { malformedEvery: 0 })
    const [good] = await world.ask(
      `select count(*)::integer as count from unnest(array[${sent.map((one) => `'${one.userId}'`).join()}]) as u(id) where hashtext(id) % 2 = 0`,
    )

    const { end, counts } = await runEngine(world.target, { maxRejectedShare: null })

    expect({ end, loaded: counts.loaded, all: counts.loaded + counts.rejected }).toEqual({
      end: 'drained',
      loaded: good?.count,
      all: 100,
    })
    await expectAllSettled(world)
  }, 60_000)

  test('A18: a row, just after a passing fault in the same batch: the run goes on to its end', async () => {
    await using world = await createWorld()
    await prepareTable(world)
    const first = await theFirst(world, 1)
    await refuse(world, first, '40001')
    world.send(40, { malformedEvery: 0 })
    const stop = new AbortController()
    const tooLong = setTimeout(() => stop.abort(), 12_000)

    const running = runEngine(
      world.target,
      {
        limits: { batchRows: 20, writers: 1, lingerMs: 500 },
        // After the first wait, a row is refused instead.
        onPhase: ({ name }) => {
          if (name === 'waiting-for-database') void refuse(world, `new.user_id = 'user-1-3'`, '23514')
        },
      },
      stop.signal,
    )
    const { end, counts, phases } = await running
    clearTimeout(tooLong)

    expect(phases.map((phase) => phase.name)).toContain('waiting-for-database')
    expect({ end, ...counts }).toMatchObject({ end: 'drained', loaded: 39, rejected: 1 })
  }, 60_000)

  test('A19: everything from now on (42501): the worker stops and says why, rejects nothing, gives all back', async () => {
    await using world = await createWorld()
    await prepareTable(world)
    await refuse(world, 'true', '42501')
    world.send(400, { malformedEvery: 0 })

    const { code, stderr } = await startRun(world.target).ended

    expect(code).toBe(4)
    expect(stderr).toContain('The database user may not do this (42501).')
    expect(stderr).not.toMatch(/user-1-|refused by the test/)
    expect(world.double.queue.depth()).toEqual({ visible: 400, inFlight: 0, delayed: 0 })
    await expectKept(world, { loaded: 0, rejected: 0, remaining: 400, deadLetters: 0 })
  }, 60_000)

  test('A19: the table goes in mid-run (42P01): what is committed is deleted, all else is given back', async () => {
    await using world = await createWorld()
    world.double.script.latencyMs = 5
    world.send(400, { malformedEvery: 0 })
    const dropping: Promise<unknown>[] = []

    const { error, counts } = await runEngine(world.target, {
      limits: { batchRows: 20, writers: 1 },
      onCounts: () => {
        if (dropping.length === 0) dropping.push(world.database.query('drop table user_logins'))
      },
    })
    await Promise.all(dropping)

    expect((error as PortError).kind).toBe('table')
    expect(counts).toMatchObject({ rejected: 0, duplicates: 0 })
    expect(world.double.queue.depth()).toEqual({ visible: 400 - counts.loaded, inFlight: 0, delayed: 0 })
    const [ledger] = await world.ask('select count(*)::integer as count from sluice.ledger')
    expect(ledger?.count).toBe(counts.loaded)
  }, 60_000)

  test.each(fewOf(['53100', '53300', '40P01', '40001', '57014'], 1))(
    'A20: for a while (%s): it is tried again, and nothing is rejected or dies of it',
    async (sqlState) => {
      await using world = await createWorld({ rules: { visibilitySeconds: 2, maxReceiveCount: 2 } })
      await prepareTable(world)
      await refuse(world, await theFirst(world, 3), sqlState)
      world.send(300, { malformedEvery: 0 })

      const { end, error, counts, phases } = await runEngine(world.target)

      expect(error).toBe(null)
      expect({ end, ...counts }).toMatchObject({ end: 'drained', loaded: 300, rejected: 0, duplicates: 0 })
      expect(phases.map((phase) => phase.name)).toContain('waiting-for-database')
      await expectKept(world, { deadLetters: 0, remaining: 0 })
      await expectReconciled(world)
    },
    60_000,
  )
})
