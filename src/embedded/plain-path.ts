import { chmod, cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join, parse } from 'node:path'
import { runProgram } from '../system/child.ts'
import { copyOf, nativeOf, type Programs } from './programs.ts'

/** Facts about the system, so that a test can simulate another one. */
export interface PlainWorld {
  readonly platform: NodeJS.Platform
  /** Folders for a copy, best first. */
  readonly folders: readonly string[]
  /** Closes a new folder to other people. */
  readonly close: (folder: string) => Promise<void>
}

/**
 * Whether a path means the same to initdb and to us. It starts the server through a shell without escaping; on
 * Windows it also reads the path as UTF-8, which it is not, and ends at the first letter outside ASCII.
 */
export const isPlain = (path: string, platform: NodeJS.Platform): boolean =>
  platform === 'win32' ? /^[\x20-\x24\x26-\x7e]*$/.test(path) : !/["$`\\]/.test(path)

/** Lets an action use programs with a plain path: if theirs is not, a copy in a folder for temporary files. */
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
        // If a person's name is not plain, neither is the folder.
        folders: [tmpdir(), join(parse(tmpdir()).root, 'ProgramData')],
        close: closeOnWindows,
      }
    : {
        platform: process.platform,
        folders: [tmpdir(), '/tmp'],
        // Others can read, as another account may have to run them; nobody else can write.
        close: (folder) => chmod(folder, 0o755),
      }

/**
 * By default everybody can write to ProgramData: a program would load a library put beside it. The rights go to the
 * folder's owner and to us, who can differ if we are an administrator.
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
