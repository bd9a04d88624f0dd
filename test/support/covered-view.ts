import { coverLogin, readLogin } from './read-login.ts'
import { createRandom } from '../double/random.ts'
import { mutate, sentBody, unlikeNumbers } from './mutations.ts'

export interface Leak {
  readonly body: string
  readonly text: string
  readonly canary: string
}

/** As someone reads it who looks for a hidden value: escapes undone, wide digits as digits, nothing invisible. */
const readClosely = (text: string): string =>
  text
    .replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)))
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{Cc}]/gu, '')

const isUserId = (canary: string, body: string): boolean =>
  new RegExp(`"user_id"\\s*:\\s*"${canary}"`).test(body.normalize('NFKC')) || userIdOf(body).includes(canary)

/** What a body that is whole says of its user. */
const userIdOf = (body: string): string => {
  try {
    const value = JSON.parse(body) as { readonly user_id?: unknown } | null
    return typeof value?.user_id === 'string' ? value.user_id.normalize('NFKC') : ''
  } catch {
    return ''
  }
}

/**
 * Covers so many mutated bodies and answers where a canary was seen all the same. A mutated body that is a well-formed
 * login is left out: it is loaded and not kept.
 *
 * One thing is beyond any rule and is left out too: where a device id that is like no number became the value of user_id, or
 * in a body that is whole a part of it, it is a user id to anybody who reads it, the table included.
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
