import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder of one test, removed at its end. If we are root, other accounts can pass through it. */
export const createTestFolder = async (): Promise<string> => {
  const folder = await makeFolder()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A folder that the caller removes. */
export const makeFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-test-'))
  await chmod(folder, 0o711)
  return folder
}
