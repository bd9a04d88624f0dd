import { spawnSync } from 'node:child_process'
import { cp, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { createTestFolder } from '../support/folders.ts'

const root = resolve(import.meta.dirname, '../..')

/** A fresh checkout, without packages, under a path with a space and a letter outside ASCII. */
const copyCheckout = async (): Promise<string> => {
  const folder = join(await createTestFolder(), 'Ablage für Sluice')
  await mkdir(folder)
  for (const name of ['package.json', 'package-lock.json', 'scripts'])
    await cp(join(root, name), join(folder, name), { recursive: true })
  return folder
}

/** Nobody listens on this port, and nothing is left from an earlier installation. */
const withoutNetwork = (folder: string) => ({
  PATH: process.env.PATH,
  HOME: folder,
  npm_config_registry: 'http://127.0.0.1:9/',
  npm_config_cache: join(folder, 'empty'),
  npm_config_fetch_retries: '0',
})

let npmIsThere: boolean
beforeAll(() => {
  npmIsThere = spawnSync('npm', ['--version'], { shell: process.platform === 'win32' }).status === 0
})

it('npm start without a network says what to look at, and nothing on standard output', async () => {
  const folder = await copyCheckout()
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'scripts/start.mjs')], {
    env: withoutNetwork(folder),
    encoding: 'utf8',
  })
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toContain(
    npmIsThere ? 'Check the network and the registry settings.' : 'npm could not be started.',
  )
  expect(stderr).not.toMatch(/\n\s+at /)
}, 60_000)
