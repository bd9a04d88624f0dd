import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../../src/adapters/postgres/database.ts'
import { registerKeys } from '../../../src/adapters/postgres/keys.ts'
import { migrate } from '../../../src/adapters/postgres/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

let test: TestDatabase
let database: Database
beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase(test.url, 4)
  await migrate(database)
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

describe('the keys of a database', () => {
  it('are recorded at the first start, once, however many starts there are at the same time', async () => {
    const ids = await Promise.all(
      Array.from({ length: 8 }, () => registerKeys(database, { mask: 'mask-1', seal: 'seal-1' })),
    )
    expect(new Set(ids.map((id) => JSON.stringify(id))).size).toBe(1)
    expect(await test.query('select purpose, check_value from sluice.keys order by purpose')).toEqual([
      { purpose: 'mask', check_value: 'mask-1' },
      { purpose: 'seal', check_value: 'seal-1' },
    ])
  })

  it('B18 refuse another key of either purpose and do not record it', async () => {
    await expect(registerKeys(database, { mask: 'other', seal: 'seal-1' })).rejects.toMatchObject({
      failure: { code: 'key-mismatch', details: { purpose: 'mask' } },
    })
    await expect(registerKeys(database, { mask: 'mask-1', seal: 'other' })).rejects.toMatchObject({
      failure: { code: 'key-mismatch', details: { purpose: 'seal' } },
    })
    expect(await test.query('select from sluice.keys')).toHaveLength(2)
  })

  it('may be the same for both purposes without being confused', async () => {
    await expect(registerKeys(database, { mask: 'seal-1', seal: 'seal-1' })).rejects.toMatchObject({
      failure: { code: 'key-mismatch' },
    })
  })
})
