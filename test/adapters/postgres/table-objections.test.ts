import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../../src/adapters/postgres/database.ts'
import { loadTargetOf } from '../../../src/adapters/postgres/find-load-target.ts'
import { lookAtDatabase } from '../../../src/adapters/postgres/look.ts'
import { objectionsTo } from '../../../src/adapters/postgres/table-objections.ts'
import { describeFailure } from '../../../src/contract/failure.ts'
import { loadingKinds, objectedKinds, stoppingKinds, type TableKindCase } from '../../support/table-kinds.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

let test: TestDatabase
let database: Database
beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase(test.url, 1)
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

const look = async () => {
  const facts = await lookAtDatabase(database.query, new Date())
  return { facts, objections: objectionsTo(facts, database.names, { mayAlter: false }) }
}

const make = async (kind: TableKindCase): Promise<void> => {
  await test.query('drop schema public cascade; drop schema if exists "Odd ""one" cascade; create schema public')
  await test.query(kind.setUp)
}

describe('the check of a table', () => {
  it.each(loadingKinds)('finds nothing against $kind', async (kind) => {
    await make(kind)
    const { facts, objections } = await look()
    expect(objections).toEqual([])
    if (facts.table !== null && !kind.kind.includes('no number')) expect(loadTargetOf(facts.table)).not.toBeNull()
  })

  it.each(objectedKinds)('objects to $kind, and to nothing once it is mended', async (kind) => {
    await make(kind)
    const { objections } = await look()
    expect(objections.map(({ code }) => code)).toEqual([kind.code])
    for (const failure of objections) {
      const { sentence } = describeFailure(failure)
      for (const name of kind.names ?? []) expect(sentence).toContain(name)
    }
    await test.query(kind.mend ?? '')
    expect((await look()).objections).toEqual([])
  })

  it.each(stoppingKinds)('cannot know of $kind', async (kind) => {
    await make(kind)
    expect((await look()).objections).toEqual([])
  })
})
