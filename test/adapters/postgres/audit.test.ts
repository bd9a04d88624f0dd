import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeAudit } from '../../../src/adapters/postgres/audit.ts'
import { migrate } from '../../../src/adapters/postgres/migrate.ts'
import { openDatabase, type Database } from '../../../src/adapters/postgres/database.ts'
import { neededRights } from '../../../src/adapters/postgres/sluice-rights.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

let test: TestDatabase
let database: Database
beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase(test.url, 1)
  await migrate(database)
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

const entry = { who: 'ann@desk', what: 'uncover-rejected', subject: '7', why: 'ticket 12' } as const

const lines = () => test.query('select who, what, subject, why from sluice.audit order by audit_id')

describe('the audit', () => {
  it('takes lines one after the other, with the time of the database', async () => {
    await writeAudit(database.query, entry)
    await writeAudit(database.query, { ...entry, subject: '8', why: null })
    expect(await lines()).toEqual([entry, { ...entry, subject: '8', why: null }])
    expect(await test.query(`select from sluice.audit where at > now() - interval '1 minute'`)).toHaveLength(
      2,
    )
  })

  it.each([
    ['update', `update sluice.audit set why = 'none'`],
    ['delete', 'delete from sluice.audit'],
    ['delete of nothing', 'delete from sluice.audit where false'],
    ['truncate', 'truncate sluice.audit'],
  ])('refuses %s, even to the owner', async (_, statement) => {
    const before = await lines()
    await expect(test.query(statement)).rejects.toMatchObject({ code: 'SL002' })
    expect(await lines()).toEqual(before)
  })

  it.each(['', 'x'.repeat(501)])(
    'takes no reason of another length than 1 to 500 characters',
    async (why) => {
      await expect(writeAudit(database.query, { ...entry, why })).rejects.toThrow('')
    },
  )

  it('is granted for adding and reading, and nothing else', () => {
    expect(neededRights('audit')).toEqual(['select', 'insert'])
  })
})
