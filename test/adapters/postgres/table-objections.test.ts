import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../../src/adapters/postgres/database.ts'
import { compileTarget } from '../../../src/adapters/postgres/compile-target.ts'
import { lookAtDatabase } from '../../../src/adapters/postgres/look.ts'
import { objectionsTo } from '../../../src/adapters/postgres/table-objections.ts'
import { describeFailure } from '../../../src/contract/failure.ts'
import { onPostgres } from '../../support/postgres-versions.ts'
import { kindsOn, sweepTables, type TableKindCase } from '../../support/kinds/kind.ts'
import { loadingKinds } from '../../support/kinds/loading-kinds.ts'
import { objectedKinds } from '../../support/kinds/objected-kinds.ts'
import { stoppingKinds } from '../../support/kinds/stopping-kinds.ts'
import type { TestDatabase } from '../../support/test-database.ts'
import { logins } from '../../../src/contract/logins.ts'

onPostgres([10, 18], 'the check of a table', ({ major, createDatabase }) => {
  let test: TestDatabase
  let database: Database
  beforeAll(async () => {
    test = await createDatabase()
    database = openDatabase(test.url, 1)
  })
  afterAll(async () => {
    await database.close()
    await test.drop()
  })

  const look = async () => {
    const facts = await lookAtDatabase(database, logins, new Date())
    return { facts, objections: objectionsTo(facts, database.names, { mayAlter: false }) }
  }

  const make = async (kind: TableKindCase): Promise<void> => {
    await test.query(sweepTables)
    await test.query(kind.setUp)
  }

  it.each(kindsOn(major, loadingKinds))('A41 finds nothing against $kind', async (kind) => {
    await make(kind)
    const { facts, objections } = await look()
    expect(objections).toEqual([])
    if (facts.table !== null && !kind.kind.includes('no number'))
      expect(compileTarget(facts.table)).not.toBeNull()
  })

  it.each(kindsOn(major, objectedKinds))(
    'A41 objects to $kind, and to nothing once it is mended',
    async (kind) => {
      await make(kind)
      const { objections } = await look()
      expect(objections.map(({ code }) => code)).toEqual([kind.code])
      for (const failure of objections) {
        const { sentence } = describeFailure(failure)
        for (const name of kind.names ?? []) expect(sentence).toContain(name)
      }
      const advised = objections[0]?.details.statements
      await test.query((kind.mendAsAdvised === true ? advised : kind.mend) ?? 'select from nowhere')
      expect((await look()).objections).toEqual([])
    },
  )

  it.each(kindsOn(major, stoppingKinds))('A41 cannot know of $kind', async (kind) => {
    await make(kind)
    expect((await look()).objections).toEqual([])
  })
})
