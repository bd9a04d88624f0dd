import { canonicalIp } from './ip.ts'
import { isShowableName } from './login.ts'

export interface Covered {
  /** As long as the original: what is covered is replaced, character for character, by `•`. */
  readonly text: string
  readonly covered: boolean
}

/** Fields whose values are stored in the clear anyway, so they may be shown. */
const openFields: ReadonlySet<string> = new Set(['user_id', 'device_type', 'locale', 'app_version'])

/** A quoted text, closed or not, or a word without quotes. */
const token = /"(?:[^"\\\n]|\\[^\n])*"?|[^\s{}[\],:"]+/g

/**
 * A message body fit to be shown: structure and names stay, values are covered unless their field is stored in the
 * clear. It reads raw text and not parsed JSON, so that what is broken, cut off or misnested gives nothing away: in
 * doubt, it covers.
 */
export const coverBody = (body: string): Covered => {
  /** The name that was read last, and where it ends. */
  let name: { readonly text: string; readonly end: number } | null = null
  const text = body.replace(token, (match: string, at: number) => {
    const quoted = match.startsWith('"')
    const closed = quoted && match.length > 1 && match.endsWith('"')
    const inner = closed ? match.slice(1, -1) : quoted ? match.slice(1) : match
    if (/^\s*:/.test(body.slice(at + match.length, at + match.length + 40))) {
      name = { text: inner, end: at + match.length }
      return isShowableName(inner) ? match : coverInner(match)
    }
    const belongs = name !== null && /^\s*:\s*$/.test(body.slice(name.end, at))
    const open = belongs && openFields.has(name?.text ?? '') && closed && !looksLikeAddress(inner)
    name = null
    return open || isWord(match) ? match : coverInner(match)
  })
  return { text, covered: text !== body }
}

const isWord = (match: string): boolean => match === 'null' || match === 'true' || match === 'false'

const looksLikeAddress = (text: string): boolean =>
  canonicalIp(text.trim()) !== null || /\d+\.\d+\.\d+\.\d+/.test(text) || (text.match(/:/g)?.length ?? 0) >= 2

const coverInner = (match: string): string => {
  const from = match.startsWith('"') ? 1 : 0
  const to = from === 1 && match.length > 1 && match.endsWith('"') ? match.length - 1 : match.length
  return match.slice(0, from) + '•'.repeat(to - from) + match.slice(to)
}
