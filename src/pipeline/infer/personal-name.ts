import type { PersonalKind } from '../../contract/event-proposal.ts'
import { wordsOf } from './names.ts'

/** Whole words of a name, `_` between them; the first line that fits counts. */
const byName: readonly (readonly [PersonalKind, string])[] = [
  [
    'secret',
    'token|secrets?|passwords?|passwd|pwd|passphrase|passcode|api_?key|private_key|access_key|authorization|credentials?|otp|jwt|cvv|cvc|pin$',
  ],
  ['ip', 'ips?|ipv4|ipv6|ip_?addr(ess)?|remote_addr(ess)?|forwarded_for|client_addr(ess)?'],
  ['mac', 'mac$|mac_?addr(ess)?|bssid'],
  ['email', 'e_?mails?|e_?mail_addr(ess)?|mail$'],
  ['phone', 'phones?$|tele?phone$|telephone$|tel$|mobile$|msisdn|cell$|fax$|(phone|mobile|cell|fax)_?number'],
  ['card', 'card$|pan$|card_?number|credit_?card|cc_?number'],
  ['iban', 'iban|bank_account|account_number|routing_number|sort_code'],
  ['ssn', 'ssn|social_security(_number)?|national_id|tax_id|nin'],
  ['passport', 'passports?$|passport_?(number|no|id)|drivers?_licen[cs]e|licen[cs]e_plate'],
  [
    'device',
    'device_?id|device_?uuid|android_?id|advertising_?id|imei|imsi|iccid|idfa|idfv|gaid|aaid|fingerprint|udid',
  ],
  ['birth', 'birth|birthdate|birthday|dob|born$'],
  [
    'person',
    '(first|last|full|given|family|middle|maiden|display|nick|holder|recipient|customer|contact|user)_?names?|surname|forename|cardholder|name_(first|last|full|given|family)',
  ],
  ['zip', 'zip$|zip_?code|post_?code|postal_?code|postal$|plz'],
  ['address', 'address(es)?|addr|address(_line)?_?\\d|street|street_\\w+|house_number'],
  ['position', 'lat$|latitude|lon$|lng$|longitude|geo_?location|coordinates'],
]

const patterns = byName.map(([kind, words]) => [kind, new RegExp(`(?:^|_)(?:${words})(?:_|$)`)] as const)

/** Words that only say something about the words before them. */
const aside = [
  'verified',
  'count',
  'type',
  'status',
  'at',
  'enabled',
  'valid',
  'confirmed',
  'length',
  'country',
  'brand',
  'version',
  'provider',
  'domain',
]

/** Inside objects of these names, a plain `name` is a person's. */
const people = [
  ...[
    'user',
    'customer',
    'person',
    'contact',
    'recipient',
    'sender',
    'buyer',
    'seller',
    'patient',
    'employee',
    'member',
  ],
  ...['owner', 'traits', 'shipping', 'billing', 'passenger', 'guest', 'driver', 'holder', 'author'],
]

/** Everything inside these is as personal as they are, whatever its name. */
const holders: readonly PersonalKind[] = ['address', 'card', 'passport', 'secret']

/** Words that identify nobody, even inside one of them. */
const wide = [
  'country',
  'type',
  'kind',
  'region',
  'brand',
  'currency',
  'label',
  'default',
  'network',
  'verified',
]

/** A plain name for a value whose object is named after its kind. */
const bare = ['value', 'primary', 'raw', 'number', 'address', 'id', 'text']

/**
 * What the names of a path suggest about its values, by whole words, the last name first; null for nothing. An
 * `order_id` or a `zipper` is not personal.
 */
export const personalByName = (path: readonly string[]): PersonalKind | null => {
  const words = wordsOf(path.at(-1) ?? '')
  if (aside.includes(words.at(-1) ?? '')) return null
  const own = kindOf(words)
  if (own !== null) return own
  const outer = path.slice(0, -1).map(wordsOf)
  if (words.some((word) => wide.includes(word))) return null
  const held = outer.map(kindOf).find((kind) => kind !== null && holders.includes(kind))
  if (held != null) return held
  const around = outer.findLast((names) => names.length > 0) ?? []
  const [last = ''] = words
  if (words.length > 1) return null
  if (last === 'name' && around.some((word) => people.includes(word))) return 'person'
  // `client` and `id` do not mean a device, but `device` and `id` do.
  const both = kindOf([...around, last])
  return both !== null && (bare.includes(last) || both === 'person') && both !== kindOf([last]) ? both : null
}

const kindOf = (words: readonly string[]): PersonalKind | null => {
  const name = words.join('_')
  return patterns.find(([, pattern]) => pattern.test(name))?.[0] ?? null
}
