import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { command } from './command-line.ts'
import { makeFolders, type Folders } from './folders.ts'
import { launchApp } from './launch.ts'
import { expectWaiting } from './page-steps.ts'

/** Arguments of commands of the command line, one after another. */
export type Commands = readonly (readonly string[])[]

/** The command that puts sample messages on the built-in queue. */
export const seeding = (count: number, malformed: number): readonly string[] => [
  'seed',
  ...['--count', `${count}`, '--malformed', `${malformed}`],
]

/**
 * Folders in which the app was started and ended before, so that its hundred sample messages are waiting, and in
 * which these commands have run. They are made once for all tests and copied for each, which costs a tenth of a first
 * start. Keys and passwords are the same in every copy.
 */
export const makeStartedFolders = async (commands: Commands = []): Promise<Folders> => {
  const folders = await makeFolders()
  await copyFolder(await pattern(commands), folders.data)
  return folders
}

/** The data folder to copy, made by the first caller. */
const pattern = async (commands: Commands): Promise<string> => {
  const name = createHash('sha256').update(JSON.stringify(commands)).digest('hex').slice(0, 12)
  const path = join(patternsFolder(), name)
  const mark = `${path}.making`
  for (;;) {
    if (await exists(path)) return path
    const isOurs = await mkdir(mark).then(
      () => true,
      () => false,
    )
    if (isOurs) break
    await sleep(100)
  }
  try {
    if (!(await exists(path))) await makePattern(commands, path)
    return path
  } finally {
    await rm(mark, { recursive: true })
  }
}

const makePattern = async (commands: Commands, path: string): Promise<void> => {
  const folders =
    commands.length === 0 ? await makeFolders() : await makeStartedFolders(commands.slice(0, -1))
  const last = commands.at(-1)
  if (last === undefined) await startOnce(folders)
  else await command(folders, last)
  await rename(folders.data, path)
  await folders.remove()
}

const startOnce = async (folders: Folders): Promise<void> => {
  const app = await launchApp(folders)
  try {
    await expectWaiting(app.page, '100')
  } finally {
    await app.end()
  }
}

/** Owners are preserved: if we are root, the cluster belongs to another account. */
const copyFolder = async (from: string, to: string): Promise<void> => {
  if (process.platform === 'win32') await cp(from, to, { recursive: true })
  else await promisify(execFile)('cp', ['-a', from, to])
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Set for all workers before a run. */
const patternsFolder = (): string => {
  const folder = process.env.SLUICE_E2E_PATTERNS
  if (folder === undefined) throw new Error('before-all.ts has not run')
  return folder
}
