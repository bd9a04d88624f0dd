import { spawn } from 'node:child_process'
import { appendFile, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { failure, FailureError } from '../contract/failure.ts'
import { findAccount, findPrograms, type Account, type Programs } from './programs.ts'

/** A PostgreSQL server of our own on 127.0.0.1, whose files stay where they are. */
export interface LocalPostgres {
  /** With the password in it. */
  readonly url: string
  /** Whether it was running already: a former start ended without stopping it. */
  readonly adopted: boolean
  /** Whether the server's process is gone. */
  readonly hasEnded: () => Promise<boolean>
  /** Starts a server that has ended again, at the same port. Throws `FailureError` with `embedded-database-failed`. */
  readonly restart: () => Promise<void>
  /** Lets running statements end, writes everything to disk and stops the server. */
  readonly close: () => Promise<void>
}

/**
 * Starts the server, or takes over the one that a crash left running. Makes its files at the first start.
 *
 * @param folder where files, log and configuration are kept
 * @param password of the user `sluice`
 * Throws `FailureError` with `embedded-database-failed`.
 */
export const startLocalPostgres = async (folder: string, password: string): Promise<LocalPostgres> => {
  const log = join(folder, 'postgresql.log')
  const fail = (code: string): never => {
    throw new FailureError(failure('embedded-database-failed', { code, log }))
  }
  const cluster = join(folder, 'cluster')
  const url = (port: number) => `postgres://sluice:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`
  try {
    const account = await findAccount()
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if (account !== null) await chown(folder, account.uid, account.gid)
    const programs = await findPrograms(folder, account)
    const pgCtl = (args: readonly string[]) => runProgram(programs.pgCtl, ['-D', cluster, ...args], account)

    const close = async () => {
      if ((await pgCtl(['stop', '-m', 'fast', '-w', '-t', '60'])) !== 0)
        await pgCtl(['stop', '-m', 'immediate', '-w'])
    }
    const hasEnded = async () => (await pgCtl(['status'])) !== 0
    const start = async () => {
      const code = await pgCtl(['start', '-w', '-t', '60', '-l', log])
      if (code !== 0) fail(`pg_ctl ended with ${code}`)
    }
    const server = { close, hasEnded, restart: start }
    if (!(await exists(join(cluster, 'PG_VERSION')))) await makeCluster(cluster, programs, account, password)

    const runningPort = (await hasEnded()) ? null : await readRunningPort(cluster)
    if (runningPort !== null && (await accepts(runningPort)))
      return { url: url(runningPort), adopted: true, ...server }

    const port = await findFreePort()
    await writeFile(join(cluster, 'sluice.conf'), settings(port))
    await start()
    return { url: url(port), adopted: false, ...server }
  } catch (error) {
    if (error instanceof FailureError) throw error
    return fail(error instanceof Error ? error.message : 'internal')
  }
}

/** Only this machine may connect. Errors quote values, so the log has none of them: what went wrong, the client is told. */
const settings = (port: number): string => `port = ${port}
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 50
log_min_messages = log
log_min_error_statement = panic
`

/** Under another name until it is whole, so that a start that was cut short leaves nothing half made behind. */
const makeCluster = async (
  cluster: string,
  programs: Programs,
  account: Account,
  password: string,
): Promise<void> => {
  const partial = `${cluster}.partial`
  const passwordFile = `${cluster}.password`
  await rm(partial, { recursive: true, force: true })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (account !== null) await chown(passwordFile, account.uid, account.gid)
  try {
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const access = ['--username=sluice', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
    const code = await runProgram(programs.initdb, ['-D', partial, ...access, ...locale], account)
    if (code !== 0) throw new Error(`initdb ended with ${code}`)
  } finally {
    await rm(passwordFile, { force: true })
  }
  await appendFile(join(partial, 'postgresql.conf'), `\ninclude = 'sluice.conf'\n`)
  await rename(partial, cluster)
}

/** Output is left out: the server that pg_ctl starts would keep a pipe open. */
const runProgram = (program: string, args: readonly string[], account: Account): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...account, cwd: '/', stdio: 'ignore', windowsHide: true })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? -1))
  })

/** The fourth line of postmaster.pid (PostgreSQL manual, "Database File Layout"). */
const readRunningPort = async (cluster: string): Promise<number | null> => {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const port = Number(lines[3])
  return Number.isInteger(port) && port > 0 ? port : null
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 2_000 })
    const answer = (accepted: boolean) => {
      socket.destroy()
      resolve(accepted)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
    socket.once('timeout', () => answer(false))
  })

const findFreePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
