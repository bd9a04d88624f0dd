import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { findAccount, findPrograms } from '../../src/embedded/programs.ts'

/**
 * A server as version 0.1.0 left it: one user who can do everything, 127.0.0.1, and a folder that belongs completely
 * to the account.
 */
export interface FormerCluster {
  readonly url: string
  readonly stop: () => void
}

/** Makes the files with that version's own calls, and starts the server as that version did. */
export const startFormerCluster = async (folder: string, password: string): Promise<FormerCluster> => {
  const account = await findAccount()
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const own = (path: string) => {
    if (account !== null) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, path])
  }
  own(folder)
  const programs = await findPrograms(folder, account)
  const cluster = join(folder, 'cluster')
  const run = (program: string, args: readonly string[]) =>
    execFileSync(program, args, { ...account, cwd: '/', stdio: 'ignore' })

  const passwordFile = `${cluster}.password`
  writeFileSync(passwordFile, password, { mode: 0o600 })
  own(passwordFile)
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = ['--username=sluice', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  run(programs.initdb, ['-D', cluster, ...access, ...locale])
  rmSync(passwordFile)
  appendFileSync(join(cluster, 'postgresql.conf'), `\ninclude = 'sluice.conf'\n`)
  const port = await freePort()
  writeFileSync(
    join(cluster, 'sluice.conf'),
    `port = ${port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nmax_connections = 50\n` +
      `log_min_messages = log\nlog_min_error_statement = panic\n`,
  )
  run(programs.pgCtl, ['-D', cluster, 'start', '-w', '-t', '60', '-l', join(folder, 'postgresql.log')])
  return {
    url: `postgres://sluice:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    stop: () => void run(programs.pgCtl, ['-D', cluster, 'stop', '-m', 'fast', '-w']),
  }
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
