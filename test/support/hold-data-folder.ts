/*
 * A process for tests that kill it. Takes a folder, and with `postgres` starts the built-in server in it, else takes
 * its lock. Prints the result on one line and then keeps running.
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
