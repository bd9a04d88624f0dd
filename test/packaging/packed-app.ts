import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { extractAll } from '@electron/asar'

const root = resolve(import.meta.dirname, '../..')

/** A packed app, and its resources with the archive unpacked, so that they run without Electron. */
export interface PackedApp {
  /** What goes into an installer. */
  readonly folder: string
  /** The program that people start; its fuses are set. */
  readonly program: string
  /** Like `process.resourcesPath`: `app.asar` is a folder here, `engine` is beside it. */
  readonly resources: string
  readonly remove: () => Promise<void>
}

/** The wire that @electron/fuses looks for in Electron's program: its sentinel, version 1, and nine fuses. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const usualFuses = '101100101'

/**
 * Replaces Electron's distribution, which is not available everywhere: a program with fuses, and the files that come
 * with it.
 */
const makeDistribution = async (folder: string): Promise<void> => {
  await mkdir(join(folder, 'resources'), { recursive: true })
  await mkdir(join(folder, 'locales'))
  const wire = Buffer.concat([
    Buffer.from(`#!/bin/sh\nexit 0\n# ${sentinel}`),
    Buffer.from([1, 9]),
    Buffer.from(usualFuses),
  ])
  await writeFile(join(folder, 'electron'), wire)
  await chmod(join(folder, 'electron'), 0o755)
  for (const name of ['version', 'LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'locales/en-US.pak'])
    await writeFile(join(folder, name), name)
}

/** Packs the built checkout for this machine, as `npm run package -- --dir` does. */
export const packApp = async (): Promise<PackedApp> => {
  const base = await mkdtemp(join(tmpdir(), 'sluice-packed-'))
  if (process.getuid?.() === 0) await chmod(base, 0o755)
  await makeDistribution(join(base, 'electron'))
  const output = join(base, 'dist')
  const script = join(root, 'packaging/pack.mjs')
  const args = [script, process.platform, process.arch, '--dir', '--output', output]
  await promisify(execFile)(process.execPath, args, {
    cwd: root,
    env: { ...process.env, SLUICE_ELECTRON_DIST: join(base, 'electron') },
    maxBuffer: 64 * 1024 * 1024,
  })
  const folder = join(output, `linux${process.arch === 'x64' ? '' : `-${process.arch}`}-unpacked`)
  const resources = join(base, 'resources')
  extractAll(join(folder, 'resources/app.asar'), join(resources, 'app.asar'))
  await cp(join(folder, 'resources/engine'), join(resources, 'engine'), {
    recursive: true,
    verbatimSymlinks: true,
  })
  return {
    folder,
    program: join(folder, 'sluice'),
    resources,
    remove: () => rm(base, { recursive: true, force: true }),
  }
}
