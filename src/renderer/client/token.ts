const storageKey = 'sluice-token'
const tokenHash = /^#token=([\w.~+/=-]+)$/

/** The token in an address's fragment (`#token=…`), or null. */
export const tokenInHash = (hash: string): string | null => tokenHash.exec(hash)?.[1] ?? null

/**
 * Takes the token that `sluice serve` put into the address, keeps it for this tab and removes it from the address bar,
 * so that it ends up neither in the history nor in a copied link. A reload finds it in the tab's own storage.
 */
export const takeToken = (page: Window): string | null => {
  const given = tokenInHash(page.location.hash)
  if (given === null) return page.sessionStorage.getItem(storageKey)
  page.sessionStorage.setItem(storageKey, given)
  page.history.replaceState(null, '', page.location.pathname + page.location.search)
  return given
}

/** Opening a newer link in the same tab changes only the fragment; the page then starts over with the new token. */
export const reloadOnNewToken = (page: Window): void => {
  page.addEventListener('hashchange', () => {
    if (tokenInHash(page.location.hash) !== null) page.location.reload()
  })
}
