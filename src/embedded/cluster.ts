import { lstat, mkdir } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { failure, FailureError } from '../contract/failure.ts'
import { runProgram, type Account } from '../system/child.ts'
import { checkOwnPath, ownUid } from '../system/own-path.ts'
import { renameAgain } from '../system/rename-again.ts'
import { logIn } from './log-file.ts'
import { makeFolderFor, removeFor, takeFolder, writeFileFor } from './own-hands.ts'
import { withPlainPath } from './plain-path.ts'
import { lacksRuntime, programFailure } from './program-end.ts'
import { serverOf, type Programs } from './programs.ts'

/** The folders of a built-in server. */
export interface Places {
  /** Ours. If we are root, PostgreSQL's account passes through it and can change nothing in it. */
  readonly folder: string
  /** The account's, as PostgreSQL wants it. */
  readonly cluster: string
  /** The account's, closed to others. */
  readonly socket: string
  /** Ours; the server writes to it by an open file. */
  readonly log: string
}

export const placesIn = (folder: string): Places => ({
  folder,
  cluster: join(folder, 'cluster'),
  socket: join(folder, 'socket'),
  log: logIn(folder),
})

/**
 * Makes the folders, or checks the owners of existing ones.
 *
 * @throws FailureError `path-unsafe`, or the system's own error
 */
export const preparePlaces = async ({ folder, cluster, socket }: Places, account: Account): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (account !== null) {
    // An earlier version gave the account the whole folder.
    const isGiven = (await lstat(folder)).uid === account.uid
    checkOwnPath(folder, { kind: 'folder', closedTo: 'writers', ...(isGiven && { owner: account.uid }) })
    await takeFolder(folder)
  }
  checkOwnPath(folder, { kind: 'folder', closedTo: 'writers' })
  const owner = account?.uid ?? ownUid() ?? 0
  checkOwnPath(cluster, { kind: 'folder', closedTo: 'readers', owner })
  await makeFolderFor(socket, account)
  checkOwnPath(socket, { kind: 'folder', closedTo: 'readers', owner })
}

/**
 * The settings that initdb writes into the cluster. Errors quote values, so they go to the client and not into the
 * log.
 */
const settings = ['max_connections=50', 'log_min_messages=log', 'log_min_error_statement=panic']

/**
 * Makes a cluster, unless there is one. It has another name until it is complete, so that an interrupted start leaves
 * nothing half made behind.
 *
 * @param password of `sluice`, the cluster's owner
 * @param run starts a program; a test can simulate another system
 * @throws FailureError `account-nameless`, `embedded-runtime-missing`, or `embedded-database-not-made` with initdb's
 * last lines
 */
export const makeCluster = async (
  { cluster }: Places,
  programs: Programs,
  account: Account,
  password: string,
  run: typeof runProgram = runProgram,
): Promise<void> => {
  if ((await lstat(cluster).catch(() => null)) !== null) return
  if (account === null) refuseNameless()
  const partial = `${cluster}.partial`
  const passwordFile = `${cluster}.password`
  await removeFor(partial, account)
  await removeFor(passwordFile, account)
  await makeFolderFor(partial, account)
  await writeFileFor(passwordFile, password, account)
  try {
    await withPlainPath(programs, async (plain) => {
      const args = ['-D', partial, `--pwfile=${passwordFile}`, ...initdbArguments]
      const { code, output } = await run(plain.initdb, args, { account, keepsOutput: 'all' })
      if (code === 0) return
      const server = await run(serverOf(plain), ['--version'], { account }).catch(() => null)
      throw explain(code, output, server?.code ?? null)
    })
  } finally {
    await removeFor(passwordFile, account)
  }
  await renameAgain(partial, cluster)
}

/**
 * initdb starts the server and, if Windows could not load it, says only that there is none.
 *
 * @param server how the server's own version check ended; null if that is not known
 */
const explain = (code: number | null, said: string, server: number | null): FailureError =>
  new FailureError(
    lacksRuntime(server)
      ? programFailure({ program: 'postgres', code: server })
      : programFailure({ program: 'initdb', code, said }),
  )

const initdbArguments = [
  ...['--username=sluice', '--auth=scram-sha-256'],
  ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  ...settings.flatMap((setting) => ['--set', setting]),
]

/** initdb looks up the account's name although it is given another, and fails if there is none. */
const refuseNameless = (): void => {
  if (process.platform === 'win32') return
  try {
    userInfo()
  } catch {
    throw new FailureError(failure('account-nameless', { uid: String(ownUid()) }))
  }
}
