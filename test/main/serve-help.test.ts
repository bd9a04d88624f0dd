import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { serveHelp, showLogs } from '../../src/main/serve-help.ts'
import { issuesChannel, logsChannel } from '../../src/preload/channels.ts'

const { app, shell, ipcMain } = vi.hoisted(() => ({
  app: { isPackaged: true, getAppPath: vi.fn() },
  shell: { openExternal: vi.fn(async (_url: string) => undefined), showItemInFolder: vi.fn() },
  ipcMain: { on: vi.fn(), handle: vi.fn() },
}))
vi.mock('electron', () => ({ app, shell, ipcMain }))

const updates = {
  feed: 'https://api.github.com/repos/someone/sluice/releases/latest',
  page: 'https://github.com/someone/sluice/releases',
  issues: 'https://github.com/someone/sluice/issues/new',
}
const webContents = {}
const frame = { parent: null, origin: 'app://sluice' }
const fromPage = { senderFrame: frame, sender: webContents }

let folder: string

beforeEach(() => {
  vi.clearAllMocks()
  folder = mkdtempSync(join(tmpdir(), 'sluice-help-'))
  app.isPackaged = true
  app.getAppPath.mockReturnValue(folder)
  serveHelp({ show: () => undefined, all: () => [{ webContents }] as never }, folder)
})
afterEach(() => rmSync(folder, { recursive: true }))

const heard = (on: typeof ipcMain.on, channel: string) =>
  on.mock.calls.find(([name]) => name === channel)?.[1] as (...sent: readonly unknown[]) => unknown
const openIssues = (...sent: readonly unknown[]) => heard(ipcMain.handle, issuesChannel)(...sent)
const buildWith = (described: object): void =>
  writeFileSync(join(folder, 'package.json'), JSON.stringify(described))

describe('the page for problem reports', () => {
  it('is opened at the built-in address, whatever the page sends along', async () => {
    buildWith({ updates })
    expect(await openIssues(fromPage, 'https://example.invalid/', 'more')).toBe(true)
    expect(shell.openExternal.mock.calls).toEqual([[updates.issues]])
  })

  it.each([
    ['a checkout', () => void (app.isPackaged = false)],
    ['a build without a feed', () => buildWith({ name: 'sluice' })],
    [
      'an address that is not https',
      () => buildWith({ updates: { ...updates, issues: 'http://x.invalid' } }),
    ],
    ['no package.json', () => undefined],
  ])('is not known, and nothing is opened, with %s', async (_what, prepare) => {
    prepare()
    expect(await openIssues(fromPage)).toBe(false)
    expect(shell.openExternal).not.toHaveBeenCalled()
  })

  it('is not opened without a browser, and the answer says so', async () => {
    buildWith({ updates })
    shell.openExternal.mockRejectedValueOnce(new Error('none'))
    expect(await openIssues(fromPage)).toBe(false)
  })

  it.each([
    ['another origin', { senderFrame: { ...frame, origin: 'https://example.invalid' }, sender: webContents }],
    ['a frame inside the page', { senderFrame: { ...frame, parent: frame }, sender: webContents }],
    ['another window', { senderFrame: frame, sender: {} }],
    ['a page that is gone', { senderFrame: null, sender: webContents }],
  ])('is opened for no other than the page, nor are the logs shown: not for %s', async (_what, event) => {
    buildWith({ updates })
    expect(await openIssues(event)).toBe(false)
    heard(ipcMain.on, logsChannel)(event)
    expect(shell.openExternal).not.toHaveBeenCalled()
    expect(shell.showItemInFolder).not.toHaveBeenCalled()
  })
})

describe('the logs', () => {
  it('are shown as the log of the built-in database, in its folder', () => {
    const log = join(folder, 'postgres', 'postgresql.log')
    mkdirSync(join(folder, 'postgres'))
    writeFileSync(log, '')
    heard(ipcMain.on, logsChannel)(fromPage, '/etc/passwd')
    expect(shell.showItemInFolder.mock.calls).toEqual([[log]])
  })

  it('do not exist before its first start: then the data folder is shown', () => {
    showLogs(folder)
    expect(shell.showItemInFolder.mock.calls).toEqual([[folder]])
  })
})
