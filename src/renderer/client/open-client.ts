import { alwaysOpen, type PageClient } from './page-client.ts'
import { reloadOnNewCode, takePass } from './token.ts'
import { createWebClient } from './web-client.ts'

/** The client for this page: the preload's in the desktop app, HTTP elsewhere. */
export const openClient = (page: Window): PageClient => {
  if (page.sluice !== undefined) return alwaysOpen(page.sluice)
  reloadOnNewCode(page)
  return createWebClient({
    pass: takePass(page),
    fetch: (input, init) => page.fetch(input, init),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  })
}
