/**
 * Where a build learns of newer versions, where people get them, and where they report a problem. All are fixed when
 * the app is packed.
 */
export interface UpdateFeed {
  readonly feed: string
  /** The address of the releases, without a slash at its end. */
  readonly page: string
  /** Where a new issue is written. */
  readonly issues: string
}

/** The feed in the package.json of a packed app. Throws if it is not JSON. */
export const feedIn = (text: string): UpdateFeed | null => {
  const { updates } = JSON.parse(text) as { readonly updates?: Partial<Record<keyof UpdateFeed, unknown>> }
  const { feed, page, issues } = updates ?? {}
  return isSafe(feed) && isSafe(page) && isSafe(issues) ? { feed, page, issues } : null
}

const isSafe = (address: unknown): address is string => {
  const url = typeof address === 'string' ? URL.parse(address) : null
  return url?.protocol === 'https:' && url.username === '' && url.password === ''
}

/** Where a problem is reported. The address carries nothing: a person pastes the report. */
export const issuePage = ({ issues }: UpdateFeed): string => issues

/** Where to get a version. The version consists of digits and dots, so it cannot lead elsewhere. */
export const releasePage = ({ page }: UpdateFeed, version: string): string => `${page}/tag/v${version}`
