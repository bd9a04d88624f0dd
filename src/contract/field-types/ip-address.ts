/**
 * The canonical text of an IPv4 or IPv6 address, or null if the text is none. Equal addresses give equal texts: IPv6
 * as RFC 5952 writes it, and an IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2) as the IPv4 address it maps. Leading
 * zeros in IPv4, spaces, prefix lengths and zone ids are refused, since they are read differently by different
 * systems.
 */
export const canonicalIp = (text: string): string | null => {
  if (!text.includes(':')) return isIpv4(text) ? text : null
  const groups = parseIpv6(text)
  if (groups === null) return null
  return mappedIpv4(groups) ?? formatIpv6(groups)
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/

const isIpv4 = (text: string): boolean => ipv4.test(text)

/** The eight 16-bit groups of an IPv6 address (RFC 4291, 2.2), or null. */
const parseIpv6 = (text: string): readonly number[] | null => {
  if (text.length > 45) return null
  const halves = text.split('::')
  if (halves.length > 2) return null
  const head = parseGroups(halves[0] ?? '', halves.length === 1)
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? '', true) : []
  if (head === null || tail === null) return null
  const missing = 8 - head.length - tail.length
  if (halves.length === 1) return missing === 0 ? head : null
  return missing >= 1 ? [...head, ...Array<number>(missing).fill(0), ...tail] : null
}

/** Groups between colons; the last may be an IPv4 address, which fills two, where `atEnd` allows it. */
const parseGroups = (text: string, atEnd: boolean): number[] | null => {
  if (text === '') return []
  const parts = text.split(':')
  const groups: number[] = []
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      groups.push(parseInt(part, 16))
    } else if (atEnd && index === parts.length - 1 && isIpv4(part)) {
      const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number)
      groups.push(a * 256 + b, c * 256 + d)
    } else {
      return null
    }
  }
  return groups
}

const mappedIpv4 = (groups: readonly number[]): string | null => {
  const [a, b, c, d, e, f, high = 0, low = 0] = groups
  if (a !== 0 || b !== 0 || c !== 0 || d !== 0 || e !== 0 || f !== 0xffff) return null
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`
}

/** RFC 5952, section 4: lower case, no leading zeros, the first longest run of two or more zero groups as `::`. */
const formatIpv6 = (groups: readonly number[]): string => {
  const run = longestZeroRun(groups)
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':')
  if (run.length < 2) return text(groups)
  return `${text(groups.slice(0, run.start))}::${text(groups.slice(run.start + run.length))}`
}

const longestZeroRun = (groups: readonly number[]): { start: number; length: number } => {
  let best = { start: 0, length: 0 }
  let start = 0
  for (let index = 0; index <= groups.length; index += 1) {
    if (groups[index] === 0) continue
    if (index - start > best.length) best = { start, length: index - start }
    start = index + 1
  }
  return best
}
