import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface Fixture {
  readonly folder: string
  readonly remove: () => Promise<void>
}

/** A folder for one test with these files in it: path → text. */
export const plant = async (files: Readonly<Record<string, string>>): Promise<Fixture> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-tooling-'))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
