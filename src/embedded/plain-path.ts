import { chmod, cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join, parse } from 'node:path'
import { runProgram } from '../system/child.ts'
import { copyOf, nativeOf, type Programs } from './programs.ts'

/** What is asked of the system, so that a test can be another one. */
export interface PlainWorld {
  readonly platform: NodeJS.Platform
  /** Where a copy can be made, best first. */
  readonly folders: readonly string[]
  /** Closes a new folder to other people. */
  readonly close: (folder: string) => Promise<void>
}

/**
 * Whether a path means the same to initdb and to us. It starts the server by way of a shell, and does not escape what means
 * something there; on Windows it also takes the path for UTF-8, which it is not, and ends at the first letter outside ASCII.
 */
export const isPlain = (path: string, platform: NodeJS.Platform): boolean =>
  platform === 'win32' ? /^[\x20-\x24\x26-\x7e]*$/.test(path) : !/["$`\\]/.test(path)

/** Has an action use programs whose path is plain: where it is not, a copy in a folder for temporary files. */
export const withPlainPath = async <T>(
  programs: Programs,
  action: (plain: Programs) => Promise<T>,
  world: PlainWorld = ourWorld(),
): Promise<T> => {
  if (isPlain(programs.initdb, world.platform)) return action(programs)
  const parent = world.folders.find((folder) => isPlain(folder, world.platform))
  if (parent === undefined) throw new Error('no folder with a plain name')
  const folder = await mkdtemp(join(parent, 'sluice-programs-'))
  try {
    await world.close(folder)
    const copy = join(folder, 'native')
    await cp(nativeOf(programs), copy, { recursive: true, verbatimSymlinks: true })
    return await action(copyOf(programs, copy))
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

const ourWorld = (): PlainWorld =>
  process.platform === 'win32'
    ? {
        platform: 'win32',
        // The folder of a person whose name is not plain is not plain either.
        folders: [tmpdir(), join(parse(tmpdir()).root, 'ProgramData')],
        close: closeOnWindows,
      }
    : {
        platform: process.platform,
        folders: [tmpdir(), '/tmp'],
        // Others may look, as the account that is to run them may be another one; nobody else may write.
        close: (folder) => chmod(folder, 0o755),
      }

/**
 * What lies in ProgramData can be written by everybody, as long as nobody says otherwise: a library put beside a program
 * would be run by it. The rights go to the folder's owner and to us, who may be two where we are an administrator.
 */
const closeOnWindows = async (folder: string): Promise<void> => {
  const rights = '(OI)(CI)F'
  const args = [
    folder,
    '/inheritance:r',
    '/grant:r',
    `*S-1-3-4:${rights}`,
    `${userInfo().username}:${rights}`,
  ]
  const { code } = await runProgram('icacls', args)
  if (code !== 0) throw new Error(`icacls ended with ${code ?? 'a signal'}`)
  if ((await readdir(folder)).length > 0) throw new Error('somebody else wrote to the copy')
}
