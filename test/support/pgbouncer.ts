import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { findFreePort } from '../../src/embedded/postgres-door.ts'
import { findAccount } from '../../src/embedded/programs.ts'
import { makeFolder } from './folders.ts'

const run = promisify(execFile)

/** A real PgBouncer in front of the PostgreSQL of a URL. */
export interface PgBouncer {
  /** The same database, reached through it. */
  readonly url: string
  /** Ends it with SIGKILL. */
  readonly kill: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Its path on this machine; null if there is none that starts. */
export const findPgBouncer = async (): Promise<string | null> => {
  const folders = ['/usr/sbin', '/usr/local/sbin', ...(process.env.PATH ?? '').split(delimiter)]
  for (const path of folders.map((folder) => join(folder, 'pgbouncer')).filter((file) => existsSync(file))) {
    const answer = await run(path, ['--version']).catch(() => null)
    if (answer?.stdout.startsWith('PgBouncer') === true) return path
  }
  return null
}

/**
 * Starts it with Debian's configuration and these settings, and nothing that makes it ignore what a client sends. If
 * we are root it runs under another account, as it refuses to run as root.
 */
export const startPgBouncer = async (
  program: string,
  url: string,
  settings: Readonly<Record<string, string>>,
): Promise<PgBouncer> => {
  const folder = await makeFolder()
  const account = await findAccount()
  if (account !== null) await chown(folder, account.uid, account.gid)
  const server = new URL(url)
  const port = await findFreePort()
  const lines = Object.entries({
    listen_addr: '127.0.0.1',
    listen_port: String(port),
    unix_socket_dir: '',
    auth_type: 'any',
    ...settings,
  })
  const target = `host=${server.hostname} port=${server.port} user=${server.username} password=${decodeURIComponent(server.password)}`
  const file = join(folder, 'pgbouncer.ini')
  const text = `[databases]\n* = ${target}\n[pgbouncer]\n${lines.map(([name, value]) => `${name} = ${value}`).join('\n')}\n`
  await writeFile(file, text)
  const child = spawn(program, ['-q', file], { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/', ...account })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (more: string) => (said += more))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const through = new URL(url)
  through.port = String(port)
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal)
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  const close = () => end('SIGTERM')
  for (let tries = 0; !(await accepts(port)); tries += 1) {
    if (tries > 100 || child.exitCode !== null) {
      await close()
      throw new Error(`PgBouncer did not start: ${said}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { url: through.href, kill: () => end('SIGKILL'), close }
}

const accepts = async (port: number): Promise<boolean> => {
  const { connect } = await import('node:net')
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
