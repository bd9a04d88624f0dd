const isSafe = (address) => URL.parse(address)?.protocol === 'https:'

/**
 * Where a packed app hears of newer versions, and where a problem is reported: of the repository that its release was built in. Only a release knows one, and
 * not the build that a test driver can join; every other build looks for nothing. It is read by `src/main/update-feed.ts`.
 *
 * @param environment GitHub's own variables in a workflow
 */
export const updateFeed = (
  { GITHUB_API_URL: api, GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_REF_TYPE: refType },
  debug = false,
) => {
  if (debug || refType !== 'tag' || !/^[\w.-]+\/[\w.-]+$/.test(repository ?? '')) return null
  if (!isSafe(api) || !isSafe(server)) return null
  return {
    feed: `${api}/repos/${repository}/releases/latest`,
    page: `${server}/${repository}/releases`,
    issues: `${server}/${repository}/issues/new`,
  }
}
