const isSafe = (address) => URL.parse(address)?.protocol === 'https:'

/**
 * Where a packed app looks for newer versions and problems are reported: the repository that its release was built in.
 * Only a release has one, but not a build that a test driver can join; other builds do not look. `src/main/update-feed.ts`
 * reads it.
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
