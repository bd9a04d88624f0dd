import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Folders } from './folders.ts'

/** Connects to the built-in database of a running app for as long as the action takes, as another program of the user would. */
export const withDatabase = async <T>(
  folders: Folders,
  action: (client: pg.Client) => Promise<T>,
): Promise<T> => {
  const password = (await readFile(join(folders.data, 'keys/database.secret'), 'utf8')).trim()
  const client = new pg.Client({
    host: join(folders.data, 'postgres/socket'),
    port: 5432,
    user: 'sluice_work',
    password,
    database: 'postgres',
  })
  await client.connect()
  try {
    return await action(client)
  } finally {
    await client.end()
  }
}
