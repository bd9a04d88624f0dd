import { describe, expect, it } from 'vitest'
import { createDice } from '../../../src/app/dice.ts'
import type { Dice } from '../../../src/contract/field-type.ts'
import { fieldTypes } from '../../../src/contract/field-types.ts'
import { proposeEvent } from '../../../src/pipeline/infer/propose-event.ts'

/** A value of a made-up message, marked if it is a person's. */
class Personal {
  readonly value: unknown
  constructor(value: unknown) {
    this.value = value
  }
}

const own = (value: unknown): Personal => new Personal(value)

const { email, ip, phone, uuid, timestamp } = fieldTypes
const anyField = { maxLength: null, form: null, precision: null, scale: null }
const word = ({ pick }: Dice) => pick(['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta'])
const flag = ({ below }: Dice) => below(2) === 1
const time = (dice: Dice) => timestamp.sample(dice, anyField)
const street = ({ below }: Dice) => `${below(200)} Mill Lane`

/** Four events in the shapes that people use: nested and flat, in camel case, with underscores and hyphens. */
const events: Readonly<Record<string, (dice: Dice) => unknown>> = {
  login: (dice) => ({
    event_id: uuid.sample(dice),
    user_id: dice.hex(12),
    'user-name': own(`${word(dice)}${dice.digits(3)}`),
    clientIp: own(ip.sample(dice)),
    remote_addr: own(ip.sample(dice)),
    appVersion: `${dice.below(9)}.${dice.below(9)}.${dice.below(9)}.${dice.below(200)}`,
    device: {
      id: own(dice.hex(16)),
      type: word(dice),
      mac: own(`02:${[0, 0, 0, 0, 0].map(() => dice.hex(2)).join(':')}`),
      imei: own(dice.digits(15)),
      os: word(dice),
      model: word(dice),
    },
    email_verified: flag(dice),
    phone_type: word(dice),
    success: flag(dice),
    attempts: dice.below(4),
    logged_in_at: time(dice),
    locale: dice.pick(['de-DE', 'en-GB']),
    origin: own(ip.sample(dice)),
  }),
  order: (dice) => ({
    order: {
      id: dice.below(1e9),
      placedAt: time(dice),
      total: dice.below(1e5) / 100,
      currency: 'EUR',
      status: word(dice),
    },
    customer: {
      id: dice.hex(10),
      name: own(`${word(dice)} ${word(dice)}`),
      contact: own(email.sample(dice)),
      phoneNumber: own(phone.sample(dice)),
      birthDate: own(`19${dice.below(60) + 30}-0${dice.below(9) + 1}-1${dice.below(10)}`),
      tier: word(dice),
      emailCount: dice.below(9),
    },
    shippingAddress: {
      line1: own(street(dice)),
      city: own(word(dice)),
      zip: own(dice.digits(5)),
      country: 'DE',
    },
    payment: {
      cardNumber: own(`4${dice.digits(15)}`),
      card_type: word(dice),
      iban: own(`DE${dice.digits(20)}`),
      method: word(dice),
    },
    delivery: { carrier: word(dice), weight: dice.below(999), zipped: flag(dice) },
    channel: word(dice),
    items_count: dice.below(8),
  }),
  'sign-up': (dice) => ({
    event: 'sign-up',
    account: { id: uuid.sample(dice), email: own(email.sample(dice)), plan: word(dice) },
    profile: {
      first_name: own(word(dice)),
      lastName: own(word(dice)),
      full_name: own(word(dice)),
      dob: own('1990-01-02'),
      ssn: own(`${dice.digits(3)}-${dice.digits(2)}-${dice.digits(4)}`),
      passport_no: own(dice.hex(9)),
      language: word(dice),
    },
    address: { street: own(street(dice)), postcode: own(dice.digits(5)), country: 'GB' },
    password: own(dice.hex(8)),
    session_token: own(dice.hex(32)),
    referral: { code: word(dice), campaign: word(dice) },
    consent: { newsletter: flag(dice), terms_version: '2.1', at: time(dice) },
    mobile: own(phone.sample(dice)),
    source: word(dice),
  }),
  web: (dice) => ({
    anonymousId: uuid.sample(dice),
    type: dice.pick(['page', 'track']),
    context: {
      ip: own(ip.sample(dice)),
      locale: 'en-GB',
      screen: { width: dice.below(4_000), height: dice.below(3_000), density: dice.below(3) },
      library: { name: 'analytics', version: '1.2.3' },
      page: { path: `/${word(dice)}`, title: word(dice), referrer: word(dice) },
      device: {
        advertisingId: own(uuid.sample(dice)),
        manufacturer: word(dice),
        idfa: own(uuid.sample(dice)),
      },
      campaign: { name: word(dice), medium: word(dice) },
    },
    traits: { name: own(word(dice)), email: own(email.sample(dice)) },
    browser_fingerprint: own(dice.hex(20)),
    sentAt: time(dice),
    timestamp: 1_773_480_413_000 + dice.below(1e6),
    properties: {
      tokenCount: dice.below(9),
      description: word(dice),
      shipping: word(dice),
      revenue: dice.below(9) / 4,
    },
  }),
}

const isOpen = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Personal)

/** The pointers of a message, each with whether it is a person's. */
const pointersOf = (value: object, at = ''): readonly (readonly [string, boolean])[] =>
  Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    isOpen(inner)
      ? pointersOf(inner, `${at}/${name}`)
      : [[`${at}/${name}`, inner instanceof Personal] as const],
  )

const plain = (_: string, value: unknown): unknown => (value instanceof Personal ? value.value : value)

describe('personal data in made-up messages', () => {
  it.each(Object.entries(events))(
    'is not left in the clear in one of %s, and little else is masked',
    (_, make) => {
      const dice = createDice(11)
      const messages = Array.from({ length: 200 }, () => make(dice) as object)
      const proposal = proposeEvent(
        messages.map((message) => JSON.stringify(message, plain)),
        null,
      )
      const marked = new Map(pointersOf(messages[0] ?? {}))
      expect(proposal.guesses.map(({ pointer }) => pointer).toSorted()).toEqual([...marked.keys()].toSorted())
      const inTheClear = proposal.guesses.filter(({ standing }) => standing === 'clear')
      expect(
        inTheClear.filter(({ pointer }) => marked.get(pointer) === true).map(({ pointer }) => pointer),
      ).toEqual([])
      const others = proposal.guesses.filter(({ pointer }) => marked.get(pointer) === false)
      const wrongly = others.filter(({ standing }) => standing !== 'clear')
      expect(wrongly.map(({ pointer }) => pointer).length * 10).toBeLessThanOrEqual(others.length)
    },
  )

  it('is explained, with the number of values', () => {
    const dice = createDice(3)
    const bodies = Array.from({ length: 60 }, (_, index) =>
      JSON.stringify({ who: index < 40 ? email.sample(dice) : `none ${index}`, ssn: 'x', api_key: 'y' }),
    )
    const [who, ssn, key] = proposeEvent(bodies, null).guesses
    expect(who).toMatchObject({
      standing: 'masked',
      type: 'text',
      suspicion: { kind: 'email', seen: { like: 40, of: 60 } },
    })
    expect(who?.notes[0]).toBe('E-mail address in 40 of 60, 20 are other texts')
    expect(ssn).toMatchObject({ standing: 'masked', suspicion: { kind: 'ssn', seen: null } })
    expect(key).toMatchObject({ standing: 'left-out', suspicion: { kind: 'secret' } })
  })

  it('is masked for texts and numbers if both came, so that neither slips through', () => {
    const bodies = Array.from({ length: 60 }, (_, index) =>
      JSON.stringify({ phone: index < 30 ? index : `0${index}` }),
    )
    expect(proposeEvent(bodies, null).guesses[0]).toMatchObject({
      ...{ standing: 'masked', type: 'text', accept: ['string', 'number'] },
    })
  })
})
