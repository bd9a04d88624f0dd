import { describe, expect, it } from 'vitest'
import { createDice } from '../../../src/app/dice.ts'
import { personalByName } from '../../../src/pipeline/infer/personal-name.ts'
import { guessOf, made, propose } from '../../support/proposals.ts'

/** Names as people spell them: glued, shortened, numbered, of other languages, and flat with points. */
const personal = `
  client_ip_address clientip IPAddress x-forwarded-for xForwardedFor Forwarded REMOTE_ADDR sourceIp ip4 $ip
  userEmailAddr emailaddress email1 eMailAddress useremail contact.email
  contact.phoneNumber phone_no telNo mobile_no cellphone homephone whatsapp_number telephoneNumber
  MAC macs wlanMac mac_addr dob dateofbirth yearOfBirth birthYear geburtsdatum date_naissance
  zip5 plz postleitzahl pinCode addr1 strasse anschrift homeAddress shipping.city billing.line1
  nationalId nationalIdNumber national_insurance_number tax_number idNumber personnummer ssn_last4
  card_no cc_num card_last4 accountIban driverLicense license_number plate_number passnummer
  device_uid deviceIdentifier device.id imei1 fingerprint_hash fname lname login_name ownerName vorname prenom apellido
  committer.name sender.login @user.name geo.long coords bearerToken set-cookie securityCode signingKey`
  .trim()
  .split(/\s+/)

/** Names that hold the same letters, or speak of personal data without being it. */
const others = `
  recipient description shipping zipper zipFile equipment tip chips trip script subscription participant pipeline
  municipality macro machineType macOS stomach company.name product_name campaign.name file_name hostname
  cardinality scorecard discard wildcard passenger_count compass bypass addressable address_type email_count
  emailVerified email_template email_template_id emails_sent email_subject email_campaign_id phone_model headphone_type
  telemetry hotel isMobile mobile_os cell_count cellular cancel deviceModel device.os token_count tokens token_limit
  token_expires_in secretary passwordStrength hasPassword password_policy rebirth zipped platform latency flat lonely long
  belongs panel expand session_id status currency language order_id userId customerId trace_id total licenseType
  pinned spin opinion livraison Beschreibung Rezeptnummer Prinzip Schiff recipe multiple manifest authored oauth_provider
  cvc_check login event.login fw keyword keyboard version browser user_agent`
  .trim()
  .split(/\s+/)

const pathOf = (name: string): readonly string[] => name.split('.')

describe('names that people use', () => {
  it('are all taken for personal if they are, in every spelling', () => {
    expect(personal.filter((name) => personalByName(pathOf(name)) === null)).toEqual([])
    expect(personal.filter((name) => personalByName([name]) === null)).toEqual([])
  })

  it('are not if they only hold the same letters, or speak of personal data', () => {
    expect(others.filter((name) => personalByName(pathOf(name)) !== null)).toEqual([])
  })
})

describe('values by a name that says nothing', () => {
  const dice = createDice(5)
  const ip = () => `203.0.${dice.below(250)}.${dice.below(250)}`
  it.each([
    ['an address with a port', 'ip', () => `${ip()}:44${dice.digits(2)}`],
    ['a list of addresses', 'ip', () => `${ip()}, 10.0.0.1`],
    ['an IPv6 address with a port', 'ip', () => `[2001:db8::${dice.hex(4)}]:80`],
    ['a sentence with an address', 'ip', () => `login from ${ip()} failed`],
    ['a telephone number for people', 'phone', () => `+49 30 ${dice.digits(3)} ${dice.digits(4)}`],
    ['a telephone number in America', 'phone', () => `(415) 555-${dice.digits(4)}`],
    ['a hardware address in three groups', 'mac', () => `0200.${dice.hex(4)}.${dice.hex(4)}`],
    ['a position', 'position', () => `52.${dice.digits(5)},13.${dice.digits(5)}`],
    ['an address at the end of a long text', 'email', () => `${'x '.repeat(300)}${dice.hex(6)}@example.org`],
  ] as const)('are masked: %s', (_, kind, make) => {
    const guess = guessOf(
      propose(60, () => ({ origin: make() })),
      '/origin',
    )
    expect([guess.standing, guess.suspicion?.kind]).toEqual(['masked', kind])
  })

  it.each([
    ['a browser', () => `Mozilla/5.0 Chrome/1${dice.digits(2)}.0.0.0 Safari/537.36`],
    ['a version with a letter', () => `v1.${dice.below(99)}.3.4`],
    ['a time', () => `12:${10 + dice.below(50)}:${10 + dice.below(50)}`],
    ['an article', () => `SKU-${dice.digits(3)}-${dice.digits(3)}-${dice.digits(4)}`],
    ['two numbers', () => `${dice.digits(3)},${dice.digits(3)}`],
  ] as const)('stay in the clear: %s', (_, make) => {
    expect(
      guessOf(
        propose(60, () => ({ origin: make() })),
        '/origin',
      ).standing,
    ).toBe('clear')
  })
})

it('a name of a person is masked where one may stand, if the values look so', () => {
  const dice = createDice(5)
  const first = (index: number) =>
    `${dice.pick(['Ann', 'Bo', 'Zoë', 'Émile'])} ${'ABCDEFGHIJ'.charAt(index % 10)}oe`
  const proposal = propose(60, (index) => ({
    name: first(index),
    order: { customer: first(index) },
    product: { name: first(index) },
  }))
  expect(proposal.guesses.map(({ standing }) => standing)).toEqual(['masked', 'masked', 'clear'])
})

it('names with points, and with a mark before them, become fields of the outermost object only', () => {
  const proposal = propose(60, (index) => ({
    $ip: `203.0.113.${index}`,
    '@timestamp': '2026-03-17T12:00:00Z',
    'contact.phoneNumber': `+4930${1_000_000 + index}`,
    'http.status': 200,
    'ann.doe@example.org': 1,
    by: { 'ann.doe': 1, 'bo.doe': 2, total: 3 },
  }))
  expect(proposal.guesses.map(({ pointer, standing }) => [pointer, standing])).toEqual([
    ['/$ip', 'masked'],
    ['/@timestamp', 'clear'],
    ['/contact.phoneNumber', 'masked'],
    ['/http.status', 'clear'],
    ['/by', 'clear'],
  ])
  expect(proposal.unnamed).toEqual([{ pointer: '', count: 1 }])
  expect(made(proposal).definition?.fields.map(({ name, column }) => [name, column])).toEqual([
    ['ip', 'masked_ip'],
    ['timestamp', 'timestamp'],
    ['contact_phoneNumber', 'masked_contact_phone_number'],
    ['http_status', 'http_status'],
    ['by', 'by'],
  ])
})
