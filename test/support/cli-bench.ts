import { rm } from 'node:fs/promises'
import { callCommand } from './call-command.ts'
import { startCommand, type CommandEnd, type RunningCommand } from './cli.ts'
import { makeFolder } from './folders.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'
import { createTestQueue, type TestQueue } from './test-queue.ts'

/** A queue, a database and a data folder, and the command line pointed at them by flags. */
export interface CommandBench {
  readonly queue: TestQueue
  readonly database: TestDatabase
  readonly folder: string
  readonly queueFlags: readonly string[]
  readonly databaseFlags: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly run: (...args: readonly string[]) => Promise<CommandEnd>
  readonly start: (...args: readonly string[]) => RunningCommand
  readonly close: () => Promise<void>
}

/** @param server the URL of a superuser on a server other than the shared one */
export const createCommandBench = async (server?: string): Promise<CommandBench> => {
  const [queue, database, folder] = await Promise.all([
    createTestQueue(),
    createTestDatabase(server),
    makeFolder(),
  ])
  const url = new URL(database.url)
  // Keeps the password out of the list of processes; the command line warns of one in a flag.
  const environment = { SLUICE_DATA_DIR: folder, PGPASSWORD: decodeURIComponent(url.password) }
  url.password = ''
  return {
    ...{ queue, database, folder, environment },
    queueFlags: ['--queue', queue.name, '--endpoint', queue.endpoint],
    databaseFlags: ['--database-url', url.href],
    run: (...args) => callCommand(args, environment),
    start: (...args) => startCommand(args, environment),
    close: async () => {
      queue.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
