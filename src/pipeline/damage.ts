import type { Reason } from '../contract/reason.ts'
import { rejected } from './explain-event.ts'

/** What a decoder writes for bytes that are not UTF-8. */
const damaged = /\uFFFD+/g

/**
 * The reasons of a message that was not UTF-8 or was changed on its way: each run of U+FFFD, and what else is wrong
 * with it. Faults inside the damage follow from it, and nothing counts as missing that may have been there.
 *
 * @param others what is wrong with the text as the service gave it
 */
export const damageOf = (body: string, others: readonly Reason[]): readonly Reason[] => {
  const notUtf8 = (range: Reason['range']): Reason => ({ code: 'not-utf8', pointer: '', range, detail: null })
  const runs = [...body.matchAll(damaged)].map(({ 0: run, index }) => notUtf8([index, index + run.length]))
  if (runs.length === 0) return rejected([notUtf8(null), ...others]).reasons
  const touches = ({ range }: Reason): boolean =>
    range !== null &&
    runs.some((run) => run.range !== null && run.range[0] < range[1] && run.range[1] > range[0])
  const hidesNames = others.some((one) => touches(one) && one.code !== 'not-utf8' && namesSomething(one))
  const kept = others.filter(
    (one) => !touches(one) && !(one.range === null && one.code === 'missing-field' && hidesNames),
  )
  return rejected([...runs, ...kept]).reasons
}

/** At such a fault there may have been a name. */
const namesSomething = ({ code }: Reason): boolean => code === 'unknown-field' || code === 'not-json'
