import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Folders } from './folders.ts'

/** Joins the built-in database of a running app for as long as the action takes, as a second program of the user would. */
export const withDatabase = async <T>(
  folders: Folders,
  action: (client: pg.Client) => Promise<T>,
): Promise<T> => {
  const password = (await readFile(join(folders.data, 'keys/database.secret'), 'utf8')).trim()
  const conf = await readFile(join(folders.data, 'postgres/cluster/sluice.conf'), 'utf8')
  const port = Number(/^port = (\d+)$/m.exec(conf)?.[1])
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'sluice',
    password,
    database: 'postgres',
    options: '-c search_path=public',
  })
  await client.connect()
  try {
    return await action(client)
  } finally {
    await client.end()
  }
}
