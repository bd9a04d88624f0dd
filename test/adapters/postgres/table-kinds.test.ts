import { demandAddress } from '../../../src/adapters/postgres/address.ts'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { reconcile } from '../../../src/adapters/postgres/reconcile.ts'
import { openStorage, type Storage } from '../../../src/app/storage.ts'
import { describeFailure } from '../../../src/contract/failure.ts'
import { PortError } from '../../../src/pipeline/ports.ts'
import { loadInto, todaysDeliveries } from '../../support/loading.ts'
import { isEverything } from '../../support/everything.ts'
import { onPostgres, postgresMajors } from '../../support/postgres-versions.ts'
import { testSettings } from '../../support/settings.ts'
import { kindsOn, sweepTables, type TableKindCase } from '../../support/kinds/kind.ts'
import { loadingKinds } from '../../support/kinds/loading-kinds.ts'
import { objectedKinds } from '../../support/kinds/objected-kinds.ts'
import { stoppingKinds } from '../../support/kinds/stopping-kinds.ts'
import type { TestDatabase } from '../../support/test-database.ts'

const good = 25

/** The newest version gets every kind; all others the kinds that load. `npm run prove` leaves nothing out. */
const meetAll = isEverything ? postgresMajors : [18]

onPostgres([10, 12, 15, 18], 'a table', ({ major, createDatabase }) => {
  let test: TestDatabase
  let storage: Storage
  beforeAll(async () => {
    test = await createDatabase()
    // Each kind appears as to an app that is open while the owner changes the table.
    storage = await openStorage({ address: demandAddress(test.url), embedded: false }, testSettings(tmpdir()))
  })
  afterAll(async () => {
    await storage.close()
    await test.drop()
  })

  const make = async ({ setUp }: TableKindCase): Promise<void> => {
    await test.query(sweepTables)
    await test.query(setUp)
  }

  /** Every good login is a row with its own number, and one malformed message is one rejection. */
  const expectLoaded = async (kind: TableKindCase): Promise<void> => {
    await storage.makeReady()
    const { error, counts, queue, runId } = await loadInto(storage, todaysDeliveries(good, 1))
    expect([kind.kind, error, counts]).toEqual([
      kind.kind,
      null,
      { received: good + 1, loaded: good, duplicates: 0, rejected: 1, released: 0 },
    ])
    expect(queue.removed).toHaveLength(good + 1)
    const [rows] = await test.query<{ numbers: number; matched: number }>(
      `select count(distinct login_id)::integer as numbers,
         count(*) filter (where login_id in (select row_number from sluice.ledger))::integer as matched
       from user_logins where user_id like 'user-%'`,
    )
    expect(rows).toEqual({ numbers: good, matched: good })
    expect(await reconcile(storage.database, runId)).toMatchObject([{ holds: true }])
  }

  it.each(kindsOn(major, loadingKinds))('A41 takes every login if it is $kind', async (kind) => {
    await make(kind)
    await expectLoaded(kind)
  })

  it.each(kindsOn(major, meetAll.some((all) => all === major) ? objectedKinds : []))(
    'A41 is refused before the first receive if it is $kind',
    async (kind) => {
      await make(kind)
      const refusal: unknown = await storage.makeReady().catch((error: unknown) => error)
      expect(refusal).toMatchObject({ failure: { code: kind.code } })
      const statements = (refusal as { failure: { details: Record<string, string> } }).failure.details
        .statements
      await test.query((kind.mendAsAdvised === true ? statements : kind.mend) ?? 'select from nowhere')
      await expectLoaded(kind)
    },
  )

  it.each(kindsOn(major, meetAll.some((all) => all === major) ? stoppingKinds : []))(
    'A41 stops the run and keeps every login on the queue if it is $kind',
    async (kind) => {
      await make(kind)
      await storage.makeReady()
      const before = await test.query('select from sluice.rejected')
      const { error, queue } = await loadInto(storage, todaysDeliveries(good, 0))
      expect([kind.kind, error]).toEqual([kind.kind, expect.any(PortError)])
      const { sentence, advice } = describeFailure((error as PortError).failure)
      for (const name of kind.names ?? []) expect(`${sentence} ${advice}`).toContain(name)
      expect([queue.removed, queue.inFlight.size]).toEqual([[], 0])
      expect(await test.query('select from sluice.rejected')).toHaveLength(before.length)
      await test.query(kind.mend ?? 'select from nowhere')
      await expectLoaded(kind)
    },
  )
})
