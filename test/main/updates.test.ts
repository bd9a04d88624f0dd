import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Notice } from '../../src/contract/notice.ts'
import { emptySnapshot, fold, type Snapshot } from '../../src/contract/snapshot.ts'
import { serveUpdates } from '../../src/main/serve-updates.ts'
import { runStarted } from '../support/started-run.ts'

const { app, net, shell, ipcMain } = vi.hoisted(() => ({
  app: { isPackaged: true, getAppPath: vi.fn(), getVersion: () => '0.1.0' },
  net: { fetch: vi.fn() },
  shell: { openExternal: vi.fn(async (_url: string) => undefined) },
  ipcMain: { on: vi.fn(), handle: vi.fn() },
}))
vi.mock('electron', () => ({ app, net, shell, ipcMain }))

const page = 'https://github.com/someone/sluice/releases'
const issues = 'https://github.com/someone/sluice/issues/new'
const updates = { feed: 'https://api.github.com/repos/someone/sluice/releases/latest', page, issues }

const hour = 60 * 60 * 1_000
const day = 24 * hour

const running = fold(emptySnapshot, runStarted)
const ended = fold(running, { type: 'run-ended', at: 1, outcome: 'drained', failure: null })

let folder: string
let told: Notice[]
let wanted: { readonly tell: boolean } | null
let snapshot: Snapshot
let hear: (snapshot: Snapshot) => void
let windowCount: number

const frame = { parent: null, origin: 'app://sluice' }
const webContents = {
  isLoadingMainFrame: () => false,
  isDestroyed: () => false,
  isCrashed: () => false,
  send: (_channel: string, notice: Notice) => void told.push(notice),
}

const start = (described: object): Promise<void> => {
  writeFileSync(join(folder, 'package.json'), JSON.stringify(described))
  const follower = { snapshot: () => snapshot, onChange: (one: typeof hear) => void (hear = one) }
  const all = () => Array.from({ length: windowCount }, () => ({ webContents }) as never)
  return serveUpdates(follower, { show: () => undefined, all }, async () => wanted)
}

const change = async (next: Snapshot): Promise<void> => {
  snapshot = next
  hear(next)
  await vi.advanceTimersByTimeAsync(0)
}

const feedSays = (tag: string): void => {
  net.fetch.mockImplementation(() =>
    Promise.resolve(new Response(JSON.stringify({ tag_name: tag, draft: false, prerelease: false }))),
  )
}

/** What the page does at a click. */
const click = (from: object = { senderFrame: frame, sender: webContents }): void => {
  for (const [, listener] of ipcMain.on.mock.calls) listener(from)
}

beforeEach(() => {
  vi.clearAllMocks()
  vi.useFakeTimers()
  folder = mkdtempSync(join(tmpdir(), 'sluice-updates-'))
  app.isPackaged = true
  app.getAppPath.mockReturnValue(folder)
  told = []
  wanted = { tell: true }
  snapshot = emptySnapshot
  windowCount = 1
  feedSays('v0.2.0')
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true })
})

describe('newer versions', () => {
  it.each([
    ['a build without a feed', () => start({ name: 'sluice' })],
    [
      'a build with a feed that is not https',
      () => start({ updates: { ...updates, feed: 'http://x.invalid' } }),
    ],
    [
      'a checkout',
      () => {
        app.isPackaged = false
        return start({ updates })
      },
    ],
  ])('are looked for by nobody in %s', async (_what, begin) => {
    await begin()
    await vi.advanceTimersByTimeAsync(3 * day)
    expect(net.fetch).not.toHaveBeenCalled()
    expect(ipcMain.on).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })

  it("are announced once, with the release's page a click away", async () => {
    await start({ updates })
    expect(net.fetch).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(3 * day)
    expect(net.fetch.mock.calls.length).toBeGreaterThan(2)
    expect(new Set(net.fetch.mock.calls.map(([url]) => String(url)))).toEqual(new Set([updates.feed]))
    expect(told).toEqual([expect.objectContaining({ kind: 'update', title: 'Sluice 0.2.0 is out' })])
    click()
    expect(shell.openExternal.mock.calls).toEqual([[`${page}/tag/v0.2.0`]])
  })

  it('open nothing before one was announced, nor for a frame that is not the page', async () => {
    await start({ updates })
    click()
    await vi.advanceTimersByTimeAsync(hour)
    click({ senderFrame: { ...frame, origin: 'https://evil.invalid' }, sender: webContents })
    click({ senderFrame: { ...frame, parent: frame }, sender: webContents })
    click({ senderFrame: frame, sender: {} })
    expect(shell.openExternal).not.toHaveBeenCalled()
  })

  it('are announced again when a still newer one comes out', async () => {
    await start({ updates })
    await vi.advanceTimersByTimeAsync(hour)
    feedSays('v0.3.0')
    await vi.advanceTimersByTimeAsync(day)
    expect(told.map(({ title }) => title)).toEqual(['Sluice 0.2.0 is out', 'Sluice 0.3.0 is out'])
  })

  it('wait for the end of a run', async () => {
    snapshot = running
    await start({ updates })
    await vi.advanceTimersByTimeAsync(hour)
    expect(net.fetch).toHaveBeenCalled()
    expect(told).toEqual([])
    await change(ended)
    expect(told).toHaveLength(1)
  })

  it('are not announced if they were switched off during the run', async () => {
    snapshot = running
    await start({ updates })
    await vi.advanceTimersByTimeAsync(hour)
    wanted = { tell: false }
    await change(ended)
    expect(told).toEqual([])
  })

  it.each([{ tell: false }, null])('are not requested if the settings are %j', async (settings) => {
    wanted = settings
    await start({ updates })
    await vi.advanceTimersByTimeAsync(3 * day)
    expect(net.fetch).not.toHaveBeenCalled()
    wanted = { tell: true }
    await vi.advanceTimersByTimeAsync(day)
    expect(told).toHaveLength(1)
  })

  it('are announced the next day if no window was open', async () => {
    windowCount = 0
    await start({ updates })
    await vi.advanceTimersByTimeAsync(hour)
    windowCount = 1
    await vi.advanceTimersByTimeAsync(day)
    expect(told).toHaveLength(1)
  })

  it('announce nothing if the feed cannot be reached', async () => {
    net.fetch.mockRejectedValue(new Error('net::ERR_INTERNET_DISCONNECTED'))
    await start({ updates })
    await vi.advanceTimersByTimeAsync(3 * day)
    expect(told).toEqual([])
  })
})
