import type { Frame, Page, Request, Route } from 'playwright-core'
import { preventable } from './preventable.ts'
import { answerScheme } from './protocol.ts'
import { fromTwin } from './twin.ts'
import { openWindows } from './window-list.ts'
import type { StandInWebContents } from './web-contents.ts'

/** Every request of every page: navigations are offered to main first, addresses of custom schemes are answered by it. */
export const handleRequest = async (route: Route): Promise<void> => {
  const request = route.request()
  if (request.isNavigationRequest() && isDenied(request)) return route.abort('aborted')
  const address = fromTwin(request.url())
  if (address === request.url()) return route.continue()
  const response = await answerScheme(
    new Request(address, { method: request.method(), headers: request.headers() }),
  )
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  })
}

/** A page that main did not open was opened by another page. The only answer known here is to deny it. */
export const handlePopup = async (page: Page): Promise<void> => {
  const opener = await page.opener()
  const contents = opener && contentsOf(opener)
  if (!contents) return
  const { action } = contents.askToOpen(fromTwin(page.url()))
  if (action !== 'deny') console.error('The stand-in for Electron can only deny new windows')
  await page.close().catch(() => undefined)
}

const isDenied = (request: Request): boolean => {
  const frame = frameOf(request)
  const contents = frame && contentsOf(frame.page())
  // A page without a window is a popup about to close.
  if (!frame || !contents) return true
  const isMainFrame = frame.parentFrame() === null
  const url = fromTwin(request.url())
  if (isMainFrame && contents.isLoadedByMain(url)) return false
  const event = preventable({ url, isMainFrame, isSameDocument: false, frame: contents.frameOf(frame) })
  contents.emit('will-frame-navigate', event)
  if (isMainFrame) contents.emit('will-navigate', event, url)
  return event.defaultPrevented
}

const frameOf = (request: Request): Frame | null => {
  try {
    return request.frame()
  } catch {
    return null
  }
}

const contentsOf = (page: Page): StandInWebContents | null =>
  openWindows().find((window) => window.webContents.shows(page))?.webContents ?? null
