import { app, type Session, type WebContents } from 'electron'
import { pageOrigin, pageUrl } from './scheme.ts'

/** The only permission the page needs: to put an id that a person copies on the clipboard. */
const granted = 'clipboard-sanitized-write'

/** Refuses every other permission, requested or queried, to every page. Electron grants them all by default. */
export const denyPermissions = (session: Session): void => {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(permission === granted && isPage(contents.getURL())),
  )
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === granted && (origin === pageOrigin || isPage(origin)),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
}

/** The page saves nothing itself: an export goes through main, which asks the person where. */
export const denyDownloads = (session: Session): void => {
  session.on('will-download', (event) => event.preventDefault())
}

/** Keeps every page, including later ones, where it is: no other address, no second window, no `<webview>`. */
export const confinePages = (): void => {
  app.on('web-contents-created', (_event, contents) => confine(contents))
}

const confine = (contents: WebContents): void => {
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isPage(event.url)) event.preventDefault()
  })
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

/** The page itself, with or without a fragment: it may reload itself. */
const isPage = (url: string): boolean => url.split('#', 1)[0] === pageUrl
