import { expect, it } from 'vitest'
import { onPostgres, postgresMajors } from '../support/postgres-versions.ts'

onPostgres(postgresMajors, 'a server of the tests', ({ major, createDatabase }) => {
  it('is of the version that was asked for', async () => {
    const test = await createDatabase()
    try {
      const [row] = await test.query<{ version: string }>(
        `select current_setting('server_version_num') as version`,
      )
      expect(Math.floor(Number(row?.version) / 10_000)).toBe(major)
    } finally {
      await test.drop()
    }
  })
})
