import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, symlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { commandLine, compiledBefore } from '../support/built.ts'
import { createTestFolder } from '../support/folders.ts'

const root = resolve(import.meta.dirname, '../..')

it('the built command line and its data folder can be under a path with a space and an umlaut', async () => {
  const folder = join(await createTestFolder(), 'Ablage für Sluice')
  await mkdir(join(folder, 'out'), { recursive: true, mode: 0o711 })
  await cp(dirname(commandLine), join(folder, 'out/main'), { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const child = spawn(process.execPath, [join(folder, 'out/main/cli.js'), 'run', '--once', '--json'], {
    env: { PATH: process.env.PATH, ...compiledBefore, SLUICE_DATA_DIR: join(folder, 'Läufe von heute') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  expect([child.exitCode, stderr]).toEqual([0, expect.not.stringMatching(/\n\s+at /)])
  expect(JSON.parse(stdout)).toMatchObject({ received: 100, loaded: 99, rejected: 1 })
}, 60_000)
