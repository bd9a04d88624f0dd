import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { takeIdentity } from '../../src/main/identity.ts'

const { app } = vi.hoisted(() => ({
  app: {
    commandLine: { hasSwitch: vi.fn((_name: string) => false) },
    setPath: vi.fn(),
    setAppUserModelId: vi.fn(),
  },
}))
vi.mock('electron', () => ({ app }))

describe("the app's identity", () => {
  let folder = ''
  beforeEach(() => {
    vi.clearAllMocks()
    app.commandLine.hasSwitch.mockReturnValue(false)
    folder = mkdtempSync(join(tmpdir(), 'sluice-identity-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('includes a folder for Chromium inside its data folder, so that each data folder has one app', () => {
    const data = join(folder, 'data')
    takeIdentity(data)
    expect(app.setPath).toHaveBeenCalledExactlyOnceWith('userData', join(data, 'window'))
    expect(statSync(join(data, 'window')).isDirectory()).toBe(true)
  })

  it('is set on Windows, and on no other system', () => {
    const platform = vi.spyOn(process, 'platform', 'get')
    for (const name of ['linux', 'darwin', 'win32'] as const) {
      platform.mockReturnValue(name)
      takeIdentity(join(folder, 'data'))
      expect(app.setAppUserModelId).toHaveBeenCalledTimes(name === 'win32' ? 1 : 0)
    }
    platform.mockRestore()
  })

  it('keeps the folder that --user-data-dir names', () => {
    app.commandLine.hasSwitch.mockImplementation((name) => name === 'user-data-dir')
    takeIdentity(join(folder, 'data'))
    expect(app.setPath).not.toHaveBeenCalled()
  })

  it('reports an unusable data folder if that folder cannot be created', () => {
    const data = join(folder, 'data')
    writeFileSync(data, 'a file')
    expect(() => takeIdentity(data)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'data-folder-unusable' }) }),
    )
  })
})
