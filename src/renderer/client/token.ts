const storageKey = 'sluice-token'
const codeHash = /^#token=([\w.~+/=-]+)$/

/** The code in an address's fragment (`#token=…`), or null. */
export const codeInHash = (hash: string): string | null => codeHash.exec(hash)?.[1] ?? null

/** The token that lets the page in, or why there is none. */
export type Pass =
  | { readonly state: 'open'; readonly token: string }
  | { readonly state: 'expired' }
  /** Someone used the code before. */
  | { readonly state: 'taken' }

/**
 * Exchanges the code that `sluice serve` put into the address for a token, which this tab keeps for a reload. The
 * code works once. It is removed from the address bar, and a copy left in the browser's history opens nothing.
 */
export const takePass = async (page: Window): Promise<Pass> => {
  const code = codeInHash(page.location.hash)
  if (code === null) {
    const token = page.sessionStorage.getItem(storageKey)
    return token === null ? { state: 'expired' } : { state: 'open', token }
  }
  page.history.replaceState(null, '', page.location.pathname + page.location.search)
  const pass = await redeem(page, code).catch((): Pass => ({ state: 'expired' }))
  if (pass.state === 'open') page.sessionStorage.setItem(storageKey, pass.token)
  else page.sessionStorage.removeItem(storageKey)
  return pass
}

const redeem = async (page: Window, code: string): Promise<Pass> => {
  const response = await page.fetch('/api/session', {
    method: 'POST',
    headers: { Authorization: `Bearer ${code}` },
  })
  if (response.status === 410) return { state: 'taken' }
  const answer: unknown = await response.json()
  return isSession(answer) ? { state: 'open', token: answer.value.token } : { state: 'expired' }
}

const isSession = (value: unknown): value is { readonly value: { readonly token: string } } =>
  typeof value === 'object' &&
  value !== null &&
  'value' in value &&
  typeof value.value === 'object' &&
  value.value !== null &&
  'token' in value.value &&
  typeof value.value.token === 'string'

/** Opening a newer link in the same tab changes only the fragment; the page then starts over with the new code. */
export const reloadOnNewCode = (page: Window): void => {
  page.addEventListener('hashchange', () => {
    if (codeInHash(page.location.hash) !== null) page.location.reload()
  })
}
