import type { ReasonCode } from '../contract/reason.ts'
import { canonicalIp } from './ip.ts'
import { holdsNumber } from './personal.ts'

/** The six fields of a login event. */
export const loginFields = ['user_id', 'app_version', 'device_type', 'ip', 'locale', 'device_id'] as const

export type LoginField = (typeof loginFields)[number]

/** A well-formed login event, with its personal data in the clear. It does not leave the pipeline. */
export type Login = Readonly<Record<Exclude<LoginField, 'locale'>, string>> & {
  readonly locale: string | null
}

/**
 * Whether a field name that the sender chose may be shown and logged. It could hold anything, an address or a device
 * id too; letters alone, few of them, are taken for a name, unless they are those of a hardware address.
 */
export const isShowableName = (name: string): boolean =>
  /^[A-Za-z_][A-Za-z_-]{0,31}$/.test(name) && !holdsNumber(name)

export interface FieldFault {
  readonly code: ReasonCode
  readonly detail: string | null
}

interface FieldRule {
  readonly nullable: boolean
  /** The width of the column in `user_logins`, in characters; null where only a mask of fixed length is stored. */
  readonly width: number | null
  readonly format: FormatRule | null
}

interface FormatRule {
  readonly code: ReasonCode
  readonly fits: (value: string) => boolean
}

/**
 * One to four numbers with dots between them, an optional suffix after a hyphen and an optional build after a plus (SemVer
 * 2.0.0, 9 and 10): `2.3.0`, `0.96`, `3.1-beta.2`, `1.4.2+2049`.
 */
const version = /^\d+(?:\.\d+){0,3}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/

const rules: Readonly<Record<LoginField, FieldRule>> = {
  user_id: { nullable: false, width: 128, format: null },
  app_version: {
    nullable: false,
    width: 32,
    format: { code: 'not-a-version', fits: (value) => version.test(value) },
  },
  device_type: { nullable: false, width: 32, format: null },
  ip: {
    nullable: false,
    width: null,
    format: { code: 'not-an-ip', fits: (value) => canonicalIp(value) !== null },
  },
  locale: { nullable: true, width: 32, format: null },
  device_id: { nullable: false, width: null, format: null },
}

export const isLoginField = (name: string): name is LoginField => Object.hasOwn(rules, name)

const none: readonly FieldFault[] = []

/** Everything wrong with one field's value; `undefined` stands for a value that is no text and not null. */
export const fieldFaults = (field: LoginField, value: string | null | undefined): readonly FieldFault[] => {
  const rule = rules[field]
  if (value === null && rule.nullable) return none
  if (typeof value !== 'string') {
    return [{ code: 'wrong-type', detail: rule.nullable ? 'a string or null' : 'a string' }]
  }
  if (value === '') return [{ code: 'empty-value', detail: null }]
  const faults: FieldFault[] = []
  if (value.includes('\0')) faults.push({ code: 'nul-character', detail: null })
  if (!value.isWellFormed()) faults.push({ code: 'lone-surrogate', detail: null })
  if (rule.width !== null && isLonger(value, rule.width)) {
    faults.push({ code: 'too-long', detail: String(rule.width) })
  }
  if (rule.format !== null && !rule.format.fits(value)) faults.push({ code: rule.format.code, detail: null })
  return faults.length === 0 ? none : faults
}

/** Counts characters as PostgreSQL's varchar(n) does: by code point, of which each is one or two units. */
const isLonger = (value: string, width: number): boolean =>
  value.length > width && (value.length > 2 * width || [...value].length > width)
