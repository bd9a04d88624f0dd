import { expect } from '@playwright/test'
import { drainedTest, test } from './app.ts'
import type { PageWorld } from './page-world.ts'
import type { RunningApp } from './running-app.ts'

const windowCount = (app: RunningApp): Promise<number> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, null)

const elsewhere = [
  'https://example.invalid/',
  'http://127.0.0.1/',
  'file:///etc/passwd',
  'javascript:document.body.remove()',
  'data:text/html,elsewhere',
  'app://elsewhere/',
] as const

/** Does something to the page for every address, and checks that the page is where it was, in the only window. */
const expectUnmoved = async (app: RunningApp, act: (url: string) => void): Promise<void> => {
  const { page } = app
  await expect(page.getByRole('navigation')).toBeVisible()
  const before = { url: page.url(), pages: page.context().pages().length }
  for (const url of elsewhere) {
    await test.step(url, async () => {
      // What destroys the page would end this too, and is noticed below.
      await page.evaluate(act, url).catch(() => undefined)
      await page.waitForTimeout(300)
      await expect(page.getByRole('navigation')).toBeVisible()
      expect(page.url()).toBe(before.url)
      expect(await windowCount(app)).toBe(1)
      await expect.poll(() => page.context().pages().length).toBe(before.pages)
    })
  }
}

// With its own app: Chromium alone knows no scheme app, and a page that asked for it goes nowhere afterwards.
test('the page cannot be left for another address (B09)', async ({ app }) => {
  await expectUnmoved(app, (url) => {
    ;(globalThis as unknown as PageWorld).location.href = url
  })
})

drainedTest('the page cannot open a window, by script or by link (B09)', async ({ app }) => {
  await expectUnmoved(app, (url) => {
    const { open, document } = globalThis as unknown as PageWorld
    open(url)
    const link = Object.assign(document.createElement('a'), { href: url, target: '_blank' })
    document.body.append(link)
    link.click()
  })
})

drainedTest(
  'the policy of the page blocks foreign scripts, pictures and requests (B12)',
  async ({ app: { page } }) => {
    const violations = await page.evaluate(async () => {
      const { document, fetch } = globalThis as unknown as PageWorld
      const events = globalThis as unknown as EventTarget
      const found = new Set<string>()
      events.addEventListener('securitypolicyviolation', (event) => {
        found.add((event as Event & { readonly effectiveDirective: string }).effectiveDirective)
      })
      const script = Object.assign(document.createElement('script'), {
        textContent: 'globalThis.injected = true',
      })
      document.body.append(script)
      const picture = Object.assign(document.createElement('img'), { src: 'https://example.invalid/a.png' })
      document.body.append(picture)
      const frame = Object.assign(document.createElement('iframe'), { src: 'https://example.invalid/' })
      document.body.append(frame)
      await fetch('https://example.invalid/').catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 500))
      return { found: [...found].toSorted(), injected: 'injected' in globalThis }
    })
    expect(violations).toEqual({
      found: ['connect-src', 'frame-src', 'img-src', 'script-src-elem'],
      injected: false,
    })
  },
)

drainedTest('the scheme of the page has its files and no others (B13)', async ({ app: { page } }) => {
  const paths = [
    '/',
    '/index.html',
    '/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc/passwd',
  ]
  const replies = await page.evaluate(
    (all) =>
      Promise.all(
        all.map(async (path) => {
          const { status, headers } = await (globalThis as unknown as PageWorld).fetch(path)
          return [status, headers.get('content-type'), headers.get('x-content-type-options')]
        }),
      ),
    [...paths, '/..%5c..%5cetc/passwd', '/index.html%00', '/assets', '/main.tsx'],
  )
  expect(replies.slice(0, 2)).toEqual(
    replies.slice(0, 2).map(() => [200, 'text/html; charset=utf-8', 'nosniff']),
  )
  expect(replies.slice(2)).toEqual(replies.slice(2).map(() => [404, 'text/plain; charset=utf-8', 'nosniff']))
})

drainedTest('the scheme answers for no other host (B13)', async ({ app }) => {
  const loaded = await app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false })
    await window.loadURL('app://elsewhere/index.html').catch(() => undefined)
    const text: unknown = await window.webContents.executeJavaScript('document.body.innerText')
    window.destroy()
    return text
  }, null)
  expect(loaded).toBe('Not found')
})

test('the page gets no permission of the system except to copy (B14)', async ({ app: { page } }) => {
  const states = await page.evaluate(async () => {
    const { permissions, mediaDevices } = (globalThis as unknown as PageWorld).navigator
    const names = ['notifications', 'geolocation', 'camera', 'microphone', 'clipboard-read', 'midi']
    const asked = await Promise.all(
      names.map(async (name) => [name, (await permissions.query({ name })).state]),
    )
    const camera = await mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      () => 'denied',
    )
    return [...asked, ['getUserMedia', camera]]
  })
  expect(states).toEqual(states.map(([name]) => [name, 'denied']))
})
