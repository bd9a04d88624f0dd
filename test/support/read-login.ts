import { ruledBy, type ReadingRules } from '../../src/app/run-rules.ts'
import { logins } from '../../src/contract/logins.ts'
import type { Reason } from '../../src/contract/reason.ts'
import { compileCover } from '../../src/pipeline/cover.ts'
import { compileEvent } from '../../src/pipeline/event-reader.ts'
import { compileJudge } from '../../src/pipeline/judge.ts'
import { createMask, type Masked } from '../../src/pipeline/mask.ts'
import { createPrepare, type Prepare } from '../../src/pipeline/prepare.ts'
import type { Reject } from '../../src/pipeline/reject.ts'

/** A login by the names of its fields, with masked ones in their canonical form, or why it is not a login. */
export type ReadLogin =
  | { readonly ok: true; readonly login: Readonly<Record<string, string | null>> }
  | { readonly ok: false; readonly reasons: readonly Reason[] }

/** Masks nothing, to show the input of a mask. */
const bare = (_: string, value: string): Masked => value as Masked

const readers = {
  strict: compileEvent(logins, bare).read,
  lenient: compileEvent({ ...logins, unknownFields: 'ignore' }, bare).read,
}

export const readLogin = (
  body: string,
  { allowUnknownFields }: { readonly allowUnknownFields: boolean },
): ReadLogin => {
  const reading = readers[allowUnknownFields ? 'lenient' : 'strict'](body)
  if (!reading.ok) return reading
  const named = logins.fields.map(({ name }, index) => [name, reading.values[index] ?? null] as const)
  return { ok: true, login: Object.fromEntries(named) }
}

/** Shows a login without an envelope as a rejected message is shown. */
export const coverLogin = compileCover(logins)

/** Judges logins like a run. */
export const prepareLogins = (
  maskKey: Uint8Array,
  reject: Reject,
  { allowUnknownFields }: ReadingRules = { allowUnknownFields: false },
): Prepare =>
  createPrepare(compileJudge(ruledBy(logins, { allowUnknownFields }), createMask(maskKey)), reject)
