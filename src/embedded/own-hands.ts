import { constants } from 'node:fs'
import { lstat, mkdir, open, readFile, rm, rmdir } from 'node:fs/promises'
import { runProgram, type Account } from '../system/child.ts'

/*
 * If we are root, PostgreSQL's files belong to another account. That account can put links into its folders, so root
 * creates and empties them only from outside, through handles that follow no link, and has the account do the rest.
 */

/**
 * Makes a folder in our folder and gives it to the account. Follows no link.
 *
 * @returns whether it was made now; what is there already is left as it is
 */
export const makeFolderFor = async (path: string, account: Account): Promise<boolean> => {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
  if (account !== null) await withFolder(path, (folder) => folder.chown(account.uid, account.gid))
  return true
}

/** Writes a file in our folder for the account to read. Its name must be free. */
export const writeFileFor = async (path: string, text: string, account: Account): Promise<void> => {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    if (account !== null) await file.chown(account.uid, account.gid)
  } finally {
    await file.close()
  }
}

/** The first 4 KiB of a file in the account's folder, read by that account; empty if it cannot. */
export const readFileFor = async (path: string, account: Account): Promise<string> => {
  if (process.platform === 'win32') return readFile(path, 'utf8').catch(() => '')
  // A time limit, as it might have become a FIFO.
  const { code, output } = await runProgram('head', ['-c', '4096', path], {
    account,
    keepsOutput: true,
    limit: 5_000,
  })
  return code === 0 ? output : ''
}

/** Takes a folder back from the account, with others passing through; an earlier version gave it away completely. */
export const takeFolder = (path: string): Promise<void> =>
  withFolder(path, async (folder) => {
    await folder.chown(0, 0)
    await folder.chmod(0o711)
  })

/**
 * Removes anything of this name in our folder. The account itself empties its folder: if we did, it could put a link
 * in our way.
 */
export const removeFor = async (path: string, account: Account): Promise<void> => {
  const found = await lstat(path).catch(() => null)
  if (found === null) return
  if (account === null || !found.isDirectory() || found.uid !== account.uid)
    return rm(path, { recursive: true, force: true })
  await runProgram('rm', ['-rf', '--', path], { account })
  await rmdir(path)
}

const withFolder = async (
  path: string,
  action: (folder: Awaited<ReturnType<typeof open>>) => Promise<void>,
): Promise<void> => {
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  try {
    await action(folder)
  } finally {
    await folder.close()
  }
}
