import type { FieldType } from '../field-type.ts'
import { textFilters } from '../filter-how.ts'

/** What browsers take for an address (HTML, "valid e-mail address"): ASCII only, names of hosts as DNS has them. */
const email =
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z\d](?:[A-Za-z\d-]{0,61}[A-Za-z\d])?(?:\.[A-Za-z\d](?:[A-Za-z\d-]{0,61}[A-Za-z\d])?)*$/

/** Of a path (RFC 5321, 4.5.3.1.3) without its angle brackets. */
const widest = 254

const fault = { code: 'not-an-email', detail: null } as const

const isEmail = (text: string): boolean => text.length <= widest && email.test(text)

/**
 * An e-mail address. It is masked in ASCII lower case and nothing more: dots and what is behind a plus mean something to some
 * hosts and nothing to others. A name in another script is written as DNS has it (`xn--`).
 */
export const emailType = {
  name: 'email',
  label: 'E-mail address',
  code: 'not-an-email',
  fault: 'is not an e-mail address',
  faultName: 'Not an e-mail address',
  asked: () => 'an e-mail address such as ann@example.org',
  natural: () => ['string'],
  possible: ['string'],
  options: [],
  read: (text) => (isEmail(text) ? text : fault),
  // Only ASCII letters, so no language's case rules matter.
  canonical: (text) => (isEmail(text) ? text.toLowerCase() : fault),
  sqlType: () => `varchar(${widest})`,
  sortedBy: 'text',
  comparedAs: 'text',
  filters: textFilters,
  widest,
  shortest: 3,
  // Hosts that are reserved for documentation (RFC 2606).
  sample: ({ hex, pick }) => `user-${hex(6)}@example.${pick(['com', 'org', 'net'])}`,
  mayBeShown: () => false,
} as const satisfies FieldType
