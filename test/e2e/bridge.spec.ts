import { expect } from '@playwright/test'
import { join } from 'node:path'
import { commandNames } from '../../src/contract/monitor.ts'
import { drainedTest, test } from './app.ts'
import { root } from './host.ts'
import { expectWaiting } from './page-steps.ts'
import type { PageWorld } from './page-world.ts'

drainedTest('the page has the contract and nothing of Node or Electron (B08)', async ({ app: { page } }) => {
  const found = await page.evaluate(() => {
    const world = globalThis as unknown as PageWorld & Record<string, unknown>
    const names = [
      'require',
      'process',
      'module',
      'exports',
      'global',
      'Buffer',
      'electron',
      'ipcRenderer',
      'contextBridge',
    ]
    return { api: Object.keys(world.sluice).toSorted(), types: names.map((name) => typeof world[name]) }
  })
  expect(found.api).toEqual([
    ...['listen', 'listenToMenu', 'listenToNotices', 'openIssues', 'openRelease', 'send', 'showLogs'],
  ])
  expect(new Set(found.types)).toEqual(new Set(['undefined']))
})

drainedTest('the page cannot put something else in place of the contract', async ({ app: { page } }) => {
  const same = await page.evaluate(() => {
    const world = globalThis as unknown as Record<string, unknown>
    const before = world.sluice
    for (const change of [
      () => (world.sluice = null),
      () => Object.assign(before as object, { send: null }),
    ]) {
      try {
        change()
      } catch {
        // An error is as good as a silent refusal.
      }
    }
    return world.sluice === before && typeof (before as { send: unknown }).send === 'function'
  })
  expect(same).toBe(true)
})

drainedTest('every window is sandboxed and isolated (B07)', async ({ app }) => {
  const preferences = await app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) =>
        (window.webContents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences(),
      ),
    null,
  )
  expect(preferences).toHaveLength(1)
  expect(preferences[0]).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
  })
})

drainedTest('a frame inside the page has no bridge (B10)', async ({ app: { page } }) => {
  const kind = await page.evaluate(() => {
    const world = globalThis as unknown as PageWorld
    const frame = world.document.createElement('iframe')
    world.document.body.append(frame)
    return typeof (frame.contentWindow as { sluice?: unknown }).sluice
  })
  expect(kind).toBe('undefined')
})

drainedTest(
  'no command is answered to another page, though it has the same preload (B10)',
  async ({ app }) => {
    const answers = await app.evaluate(
      async ({ BrowserWindow }, { preload, names }) => {
        const webPreferences = { preload, sandbox: true, contextIsolation: true }
        const window = new BrowserWindow({ show: false, webPreferences })
        await window.loadURL('data:text/html,another page')
        const send = `(names) => Promise.all(names.map((name) => window.sluice.send(name, {})))`
        const script = `(${send})(${JSON.stringify(names)})`
        const results = (await window.webContents.executeJavaScript(script)) as {
          ok: boolean
          failure: { code: string }
        }[]
        window.destroy()
        return results.map(({ ok, failure }) => [ok, failure.code])
      },
      { preload: join(root, 'out/preload/index.cjs'), names: commandNames },
    )
    expect(answers).toEqual(commandNames.map(() => [false, 'command-invalid']))
  },
)

test('our own window is not answered either once another page is in it (B10)', async ({ app }) => {
  const answer = await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    await window?.loadURL('data:text/html,another page')
    const result: unknown = await window?.webContents.executeJavaScript(
      `window.sluice.send('getSnapshot', {})`,
    )
    return result
  }, null)
  expect(answer).toMatchObject({ ok: false, failure: { code: 'command-invalid' } })
})

drainedTest(
  'whatever the page sends, the answer is a Result without a path or a stack in it (B11)',
  async ({ app }) => {
    const { page } = app
    await expectWaiting(page, '0')
    const results = await page.evaluate(async (names) => {
      const { sluice } = globalThis as unknown as PageWorld
      const send = sluice.send as (name: unknown, input: unknown) => Promise<unknown>
      const proto: unknown = JSON.parse('{"__proto__":{"polluted":true},"limit":"a"}')
      const inputs: unknown[] = [
        undefined,
        null,
        0,
        NaN,
        'x'.repeat(1_000_000),
        [],
        [[]],
        proto,
        { limit: 'a' },
        { a: () => 1 },
      ]
      const strange: unknown[] = ['', '__proto__', 'constructor', 'toString', 'no such', null, 7, {}, []]
      const pairs = [...names, ...strange].flatMap((name) => inputs.map((input) => [name, input] as const))
      return Promise.all(pairs.map(([name, input]) => send(name, input)))
    }, commandNames)
    for (const result of results) {
      expect(result).toMatchObject({ ok: false, failure: { code: expect.stringMatching(/^[a-z-]+$/) } })
      expect(JSON.stringify(result)).not.toMatch(/node:internal|\.ts:|\.js:|\bat .*\(|\/out\//)
    }
    expect(await app.evaluate(() => 'polluted' in {}, null)).toBe(false)
    await expectWaiting(page, '0')
  },
)
