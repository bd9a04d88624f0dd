import { alwaysOpen, type PageClient } from './page-client.ts'
import { reloadOnNewToken, takeToken } from './token.ts'
import { createWebClient } from './web-client.ts'

/** The client for this page: the preload's in the desktop app, HTTP elsewhere. */
export const openClient = (page: Window): PageClient => {
  if (page.sluice !== undefined) return alwaysOpen(page.sluice)
  reloadOnNewToken(page)
  return createWebClient({
    token: takeToken(page),
    fetch: (input, init) => page.fetch(input, init),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  })
}
