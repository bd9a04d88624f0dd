/*
 * A process of its own for tests that kill one. Takes a folder, and with `postgres` starts the built-in server in it, else
 * takes its lock. Says what came of it on one line and then holds on.
 */
import { join } from 'node:path'
import { lockDataFolder } from '../../src/app/data-folder.ts'
import { startLocalPostgres } from '../../src/embedded/local-postgres.ts'

const [folder = '', what = ''] = process.argv.slice(2)
if (what === 'postgres') {
  const { url, adopted } = await startLocalPostgres(join(folder, 'postgres'), 'secret')
  process.stdout.write(`${JSON.stringify({ url, adopted })}\n`)
} else {
  lockDataFolder(folder)
  process.stdout.write('{}\n')
}
setInterval(() => undefined, 60_000)
