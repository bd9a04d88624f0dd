import { execFile } from 'node:child_process'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import packageFile from '../../package.json' with { type: 'json' }
import { createTestFolder } from '../support/folders.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')

it('the command of the package runs in any folder, as npm links it', async ({ skip }) => {
  if (process.platform === 'win32') skip('npm writes a script of its own there')
  const folder = await createTestFolder()
  const command = join(folder, 'sluice')
  await symlink(join(root, packageFile.bin.sluice), command)
  expect((await run(command, ['--version'], { cwd: folder })).stdout.trim()).toBe(packageFile.version)
})
