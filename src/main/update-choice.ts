/** Three numbers without leading zeros, as this project's versions are: nothing that could be shown as something else. */
const versionForm = /^v?(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/

type Version = readonly [major: number, minor: number, patch: number]

const parseVersion = (text: unknown): Version | null => {
  const found = typeof text === 'string' ? versionForm.exec(text) : null
  return found === null ? null : [Number(found[1]), Number(found[2]), Number(found[3])]
}

const isNewer = (one: Version, other: Version): boolean => {
  const place = one.findIndex((number, index) => number !== other[index])
  return place >= 0 && (one[place] ?? 0) > (other[place] ?? 0)
}

/**
 * The available version, as `1.2.3`, if it is newer than the running one; null otherwise, and for an invalid reply.
 * Only the number is used: the build knows where its page is.
 *
 * @param current the running version
 * @param answer the feed's reply: GitHub's description of the latest release, as JSON (REST, "Get the latest
 * release")
 */
export const newerVersion = (current: string, answer: string): string | null => {
  const { tag_name: tag, draft, prerelease } = fieldsOf(answer)
  const [ours, theirs] = [parseVersion(current), parseVersion(tag)]
  if (ours === null || theirs === null || draft !== false || prerelease !== false) return null
  return isNewer(theirs, ours) ? theirs.join('.') : null
}

const fieldsOf = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}
