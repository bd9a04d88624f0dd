import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '../../src/adapters/postgres/database.ts'
import { movePortion } from '../../src/adapters/postgres/move-ledger.ts'

/**
 * Moves the former ledger in portions of this many entries: `mover.js PORTION`. Prints how many it has moved after
 * each, and ends when nothing is left. It reads the database from the environment like any worker.
 */
const portion = Number(process.argv[2])
const database = openDatabase(process.env.DATABASE_URL ?? '', 1)
let from: string | null = null
for (;;) {
  const moved = await movePortion(database, from, { portion })
  if (moved.kind === 'done' || moved.kind === 'left') break
  if (moved.kind === 'moved') {
    from = moved.next
    process.stderr.write(`${moved.count}\n`)
  }
  await pause(2)
}
await database.close()
