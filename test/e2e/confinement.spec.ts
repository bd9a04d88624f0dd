import { expect, type Page } from '@playwright/test'
import { test } from './app.ts'
import type { PageWorld } from './page-world.ts'
import type { RunningApp } from './running-app.ts'

const windowCount = (app: RunningApp): Promise<number> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, null)

/** The page is where it was, in the one window there is. */
const expectUnmoved = async (app: RunningApp, url: string): Promise<void> => {
  await app.page.waitForTimeout(500)
  expect(app.page.url()).toBe(url)
  expect(await windowCount(app)).toBe(1)
  await expect(app.page.getByRole('navigation')).toBeVisible()
}

const inPage = <A>(page: Page, run: (argument: A) => unknown, argument: A): Promise<unknown> =>
  page.evaluate(run as (argument: unknown) => unknown, argument)

for (const url of [
  'https://example.invalid/',
  'http://127.0.0.1/',
  'file:///etc/passwd',
  'javascript:document.body.remove()',
  'data:text/html,elsewhere',
  'app://elsewhere/',
]) {
  test(`the page cannot leave for ${url} (B09)`, async ({ app }) => {
    await expect(app.page.getByRole('navigation')).toBeVisible()
    const before = app.page.url()
    const leave = (to: string) => {
      ;(globalThis as unknown as PageWorld).location.href = to
    }
    await inPage(app.page, leave, url).catch(() => undefined)
    await expectUnmoved(app, before)
  })

  test(`the page cannot open a window at ${url} (B09)`, async ({ app }) => {
    await expect(app.page.getByRole('navigation')).toBeVisible()
    const before = app.page.url()
    await inPage(
      app.page,
      (to: string) => {
        const { open, document } = globalThis as unknown as PageWorld
        open(to)
        const link = Object.assign(document.createElement('a'), { href: to, target: '_blank' })
        document.body.append(link)
        link.click()
      },
      url,
    )
    await expectUnmoved(app, before)
  })
}

test('the policy of the page blocks foreign scripts, pictures and requests (B12)', async ({
  app: { page },
}) => {
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
})

test('the scheme of the page has its files and no others (B13)', async ({ app: { page } }) => {
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

test('the scheme answers for no other host (B13)', async ({ app }) => {
  const loaded = await app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false })
    await window.loadURL('app://elsewhere/index.html').catch(() => undefined)
    const text: unknown = await window.webContents.executeJavaScript('document.body.innerText')
    window.destroy()
    return text
  }, null)
  expect(loaded).toBe('Not found')
})

test('the page gets no permission of the system but to copy (B14)', async ({ app: { page } }) => {
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
