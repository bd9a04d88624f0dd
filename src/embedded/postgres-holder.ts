import { readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { runProgram, type Account } from '../system/child.ts'
import { readFileFor } from './own-hands.ts'
import type { Door } from './postgres-door.ts'

/** What holds a cluster, by its `postmaster.pid` and by the process of that number. */
export type Holder =
  | { readonly state: 'nobody' }
  /** The note is stale: the number now belongs to a program that is not PostgreSQL. */
  | { readonly state: 'stranger' }
  /** PostgreSQL, but nothing shows that it runs this cluster. */
  | { readonly state: 'unclear' }
  | { readonly state: 'server'; readonly door: Door }

/**
 * Who holds the cluster. The cluster's own account reads the note, as it is in that account's folder: process,
 * folder, start, port, socket's folder, address, one a line (PostgreSQL manual, "Database File Layout").
 */
export const findHolder = async (cluster: string, account: Account): Promise<Holder> => {
  const [pid = '', , , port = '', socketFolder = ''] = (
    await readFileFor(join(cluster, 'postmaster.pid'), account)
  ).split('\n')
  const command = await commandOf(Number(pid), cluster)
  if (!/^\d+$/.test(pid) || command === '') return { state: 'nobody' }
  const real = await realpath(cluster).catch(() => cluster)
  if (command.includes(cluster) || command.includes(real))
    return { state: 'server', door: doorOf(port, socketFolder) }
  return { state: /(?:^|[/\\])postgres\b/.test(command) ? 'unclear' : 'stranger' }
}

const doorOf = (port: string, socketFolder: string): Door =>
  socketFolder === ''
    ? { kind: 'tcp', port: Number(port) }
    : { kind: 'socket', folder: socketFolder, port: Number(port) }

/** Removes the leftovers of a dead server, which another one would take for a sign of life. */
export const removeNotes = async (cluster: string, socketFolder: string, account: Account): Promise<void> => {
  const notes = [join(cluster, 'postmaster.pid'), join(socketFolder, '.s.PGSQL.5432.lock')]
  await runProgram('rm', ['-f', '--', ...notes], { account, limit: 5_000 })
}

/** A process's command line; empty if there is no such process. */
const commandOf = async (pid: number, cluster: string): Promise<string> => {
  switch (process.platform) {
    case 'linux':
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')
    case 'win32':
      // It cannot be read there, and `pg_ctl` has found the process alive.
      return cluster
    default:
      return (
        await runProgram('ps', ['-o', 'command=', '-p', String(pid)], { keepsOutput: true })
      ).output.trim()
  }
}
