import type { FieldType } from '../field-type.ts'
import { textFilters } from '../filter-how.ts'

/** Six pairs with colons or with hyphens, three groups of four with dots, or twelve digits with nothing between. */
const mac =
  /^(?:[\da-f]{2}(?::[\da-f]{2}){5}|[\da-f]{2}(?:-[\da-f]{2}){5}|[\da-f]{4}(?:\.[\da-f]{4}){2}|[\da-f]{12})$/i

const fault = { code: 'not-a-mac', detail: null } as const

/** A hardware address of 48 bits (EUI-48); masked in lower case with colons. */
export const macType = {
  name: 'mac',
  label: 'MAC address',
  code: 'not-a-mac',
  fault: 'is not a MAC address',
  faultName: 'Not a MAC address',
  asked: () => 'a MAC address such as 00:00:5e:00:53:01',
  natural: () => ['string'],
  possible: ['string'],
  options: [],
  read: (text) => (mac.test(text) ? text : fault),
  canonical: (text) =>
    mac.test(text)
      ? text
          .toLowerCase()
          .replace(/[:.-]/g, '')
          .replace(/..(?!$)/g, '$&:')
      : fault,
  sqlType: () => 'varchar(17)',
  sortedBy: 'text',
  comparedAs: 'text',
  filters: textFilters,
  widest: 17,
  shortest: 12,
  // Addresses that are reserved for documentation (RFC 9542, 2.1.4).
  sample: ({ hex }) => `00:00:5e:00:53:${hex(2)}`,
  mayBeShown: () => false,
} as const satisfies FieldType
