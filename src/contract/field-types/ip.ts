import type { FieldType } from '../field-type.ts'
import { textFilters } from '../filter-how.ts'
import { canonicalIp } from './ip-address.ts'

const fault = { code: 'not-an-ip', detail: null } as const

/** An IPv4 or IPv6 address; masked in its canonical form (RFC 5952), IPv4-mapped ones as IPv4. */
export const ipType = {
  name: 'ip',
  label: 'IP address',
  code: 'not-an-ip',
  fault: 'is not an IPv4 or IPv6 address',
  faultName: 'Not an IP address',
  asked: () => 'an address such as 192.0.2.1 or 2001:db8::1',
  natural: () => ['string'],
  possible: ['string'],
  options: [],
  read: (text) => (canonicalIp(text) === null ? fault : text),
  canonical: (text) => canonicalIp(text) ?? fault,
  sqlType: () => 'varchar(45)',
  sortedBy: 'text',
  comparedAs: 'text',
  filters: textFilters,
  widest: 45,
  shortest: 2,
  // A block that is reserved for documentation (RFC 5737, RFC 3849).
  sample: ({ below, hex }) =>
    below(8) === 0
      ? `2001:db8::${hex(4)}:${hex(4)}`
      : `${1 + below(223)}.${below(256)}.${below(256)}.${below(256)}`,
  mayBeShown: () => false,
} as const satisfies FieldType
