import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeHost, findHost } from '../e2e/host.ts'
import { launchOptions } from '../e2e/launch-electron.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-host-'))
  for (const name of ['electron', 'packed']) writeFileSync(join(folder, name), '')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const find = (variables: Readonly<Record<string, string>>) => findHost({ variables, platform: 'linux' })

describe('what the desktop specs run on', () => {
  it('is the packed program in a variable, and they say so', () => {
    const host = find({ SLUICE_E2E_PROGRAM: join(folder, 'packed') })
    expect(host).toEqual({ kind: 'packed', executable: join(folder, 'packed') })
    expect(describeHost(host)).toContain('packed app')
  })

  it('is never something else if that program is missing', () => {
    expect(() => find({ SLUICE_E2E_PROGRAM: join(folder, 'missing') })).toThrow('there is no such file')
  })

  it('is the unpacked package if requested and packed, and they say so', () => {
    const host = find({ SLUICE_E2E_HOST: 'package', SLUICE_E2E_PACKAGE: '/resources' })
    expect(host).toEqual({ kind: 'package', resources: '/resources' })
    expect(describeHost(host)).toContain('unpacked package')
    expect(() => find({ SLUICE_E2E_HOST: 'package' })).toThrow('nobody packed it')
  })

  it('is Electron if its distribution is elsewhere and there is a screen, of X11 or of Wayland', () => {
    for (const screen of ['DISPLAY', 'WAYLAND_DISPLAY'])
      expect(find({ ELECTRON_OVERRIDE_DIST_PATH: folder, [screen]: ':9' }).kind).toBe('electron')
  })

  it('is the stand-in without a screen, but not if Electron itself is requested', () => {
    const variables = { ELECTRON_OVERRIDE_DIST_PATH: folder }
    expect(describeHost(find(variables))).toContain('there is no display')
    expect(() => find({ ...variables, SLUICE_E2E_HOST: 'electron' })).toThrow('asks for Electron itself')
  })
})

describe('the app under test', () => {
  const folders = { data: 'data', profile: 'profile', remove: () => Promise.resolve() }
  const optionsOf = (kind: 'electron' | 'packed', isRoot = false) =>
    launchOptions({ kind, executable: 'program' }, folders, isRoot)

  it('starts with its sandbox, except as root, which cannot have one', () => {
    for (const kind of ['electron', 'packed'] as const) {
      expect(optionsOf(kind)).toMatchObject({ executablePath: 'program', chromiumSandbox: true })
      expect(optionsOf(kind).args).not.toContain('--no-sandbox')
      expect(optionsOf(kind, true).chromiumSandbox).toBe(false)
    }
  })

  it('is passed to Electron, and is part of a packed program', () => {
    expect(optionsOf('electron').args).toEqual(['.', '--user-data-dir=profile'])
    expect(optionsOf('packed').args).toEqual(['--user-data-dir=profile'])
  })
})
