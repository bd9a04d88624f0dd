import { coverLogin, readLogin } from './read-login.ts'
import { createRandom } from '../double/random.ts'
import { mutate, sentBody, unlikeNumbers } from './mutations.ts'

export interface Leak {
  readonly body: string
  readonly text: string
  readonly canary: string
}

/** A text as read by someone who looks for a hidden value: escapes undone, wide digits as digits, nothing invisible. */
const readClosely = (text: string): string =>
  text
    .replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)))
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{Cc}]/gu, '')

const isUserId = (canary: string, body: string): boolean =>
  new RegExp(`"user_id"\\s*:\\s*"${canary}"`).test(body.normalize('NFKC')) || userIdOf(body).includes(canary)

/** The user in an intact body. */
const userIdOf = (body: string): string => {
  try {
    const value = JSON.parse(body) as { readonly user_id?: unknown } | null
    return typeof value?.user_id === 'string' ? value.user_id.normalize('NFKC') : ''
  } catch {
    return ''
  }
}

/**
 * Covers this many mutated bodies and returns where a canary was still seen. A mutated body that is a well-formed
 * login is left out: it is loaded and not kept.
 *
 * One case is beyond any rule and is left out too: a device id without digits that became the value of user_id, or a
 * part of it in an intact body, is a user id to every reader, the table included.
 */
export const findLeaks = (count: number, seed: number): readonly Leak[] => {
  const random = createRandom(seed)
  const leaks: Leak[] = []
  for (let made = 0; made < count;) {
    const { body: sent, ip, deviceId } = sentBody(random)
    const body = mutate(random, sent)
    if (readLogin(body, { allowUnknownFields: true }).ok) continue
    made += 1
    const { text } = coverLogin(body)
    if (text.length !== body.length) throw new Error(`The covered text is not as long as its body: ${body}`)
    const read = readClosely(text)
    for (const canary of [ip, deviceId]) {
      if (canary === unlikeNumbers && isUserId(canary, body)) continue
      if (text.includes(canary) || read.includes(canary)) leaks.push({ body, text, canary })
    }
  }
  return leaks
}
