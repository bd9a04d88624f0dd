import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEventFile } from '../../src/app/event-file.ts'
import type { EventDefinition } from '../../src/contract/event-definition.ts'
import { detailOfBreak, type JsonBreak } from '../../src/contract/json-breaks.ts'
import { logins } from '../../src/contract/logins.ts'
import { reasonCodes, type Reason, type ReasonCode } from '../../src/contract/reason.ts'
import { compileJudge, type Judge } from '../../src/pipeline/judge.ts'
import { createMask } from '../../src/pipeline/mask.ts'
import { tokensOf } from '../../src/pipeline/tolerant/tokens.ts'
import { createDelivery } from '../support/deliveries.ts'
import { inSns, inText } from '../support/envelopes.ts'
import {
  allBreaks,
  breakPlans,
  fieldPlans,
  plantAll,
  spotsOf,
  wholeBreaks,
  type Edit,
  type Spot,
} from '../support/planted-faults.ts'
import { everyType, everyTypeText, wholeFaults } from '../support/whole-faults.ts'

const folder = join(import.meta.dirname, '../../docs/events')

interface Event {
  readonly name: string
  readonly definition: EventDefinition
  readonly text: string
  readonly spots: readonly Spot[]
  readonly judge: Judge
}

const mask = createMask(new Uint8Array(32).fill(7))

const isBare = ({ envelope }: EventDefinition): boolean => envelope === 'auto' || envelope.length === 0

/** @param isClose whether without spaces between the marks */
const eventOf = (name: string, definition: EventDefinition, isClose: boolean, own?: string): Event => {
  const example = own ?? readFileSync(join(folder, `${name}.example.json`), 'utf8').trim()
  const text = isClose
    ? tokensOf(example)
        .all.map(({ start, end }) => example.slice(start, end))
        .join('')
    : example
  const prefix = isBare(definition) ? '' : '/detail'
  const judge = compileJudge(definition, mask)
  return {
    name: `${name}${isClose ? ', close' : ''}`,
    definition,
    text,
    spots: spotsOf(text, definition.fields, prefix),
    judge,
  }
}

const definitionIn = (name: string): EventDefinition => {
  const reading = readEventFile(join(folder, `${name}.event.json`))
  if (!reading.ok) throw new Error(reading.mistakes.join('\n'))
  return reading.definition
}

const events = [true, false].flatMap((isClose) => [
  eventOf('logins', logins, isClose),
  ...['logins', 'logins-with-timestamp', 'orders', 'sign-ups'].map((name) =>
    eventOf(name, definitionIn(name), isClose),
  ),
  eventOf('every type', everyType, isClose, everyTypeText),
])

/** A fault at a place of an event. */
interface Plant {
  readonly spot: Spot
  readonly edit: Edit
  readonly code: ReasonCode
  readonly kind: JsonBreak | null
}

/** What is not a fault for a definition that ignores unknown fields. */
const isFault = ({ definition }: Event, code: ReasonCode): boolean =>
  code !== 'unknown-field' || definition.unknownFields === 'reject'

const plantsAt = (event: Event, spot: Spot): readonly Plant[] => [
  ...(Object.keys(fieldPlans) as ReasonCode[]).flatMap((code): Plant[] => {
    const edit = isFault(event, code) ? fieldPlans[code]?.(spot) : null
    return edit == null ? [] : [{ spot, edit, code, kind: null }]
  }),
  ...allBreaks.flatMap((kind): Plant[] => {
    const edit = breakPlans[kind](spot)
    return edit === null ? [] : [{ spot, edit, code: 'not-json', kind }]
  }),
]

const reasonsOf = ({ judge }: Event, body: string): readonly Reason[] => {
  const { reading } = judge(createDelivery({ body }))
  return reading.ok ? [] : reading.reasons
}

/** Whether a range covers a place and exceeds it by one token at most. */
const fits = (text: string, range: Reason['range'], [start, end]: readonly [number, number]): boolean => {
  if (range === null || range[0] > start || range[1] < end) return false
  const touches = (token: { readonly start: number; readonly end: number }) =>
    token.start <= end && token.end >= start
  const more = tokensOf(text).all.filter(
    (token) => token.start < range[1] && token.end > range[0] && !touches(token),
  )
  return more.length <= 1
}

const isOf = ({ code, kind, spot }: Plant, reason: Reason): boolean =>
  reason.code === code &&
  (kind === null || reason.detail === detailOfBreak(kind)) &&
  (kind !== null || code === 'unknown-field' || reason.pointer === spot.field.pointer)

/** What is wrong with the reasons of a text; empty if each plant has its reason and each reason its plant. */
const wrongWith = (
  event: Event,
  plants: readonly Plant[],
  wrap: (text: string) => string = (text) => text,
  toBody: (place: number, text: string) => number = (place) => place,
): readonly string[] => {
  const planted = plantAll(
    event.text,
    plants.map(({ edit }) => edit),
  )
  if (planted === null) return []
  const body = wrap(planted.text)
  const reasons = reasonsOf(event, body)
  const said = reasons.map(
    ({ code, pointer, range, detail }) => `${code} ${pointer} ${detail} ${range && body.slice(...range)}`,
  )
  const wrong = plants.flatMap((plant, index) => {
    const [start = 0, end = 0] = (planted.places[index] ?? []).map((place) => toBody(place, planted.text))
    const found = reasons.filter(
      (reason) =>
        isOf(plant, reason) &&
        (plant.code === 'missing-field' ? reason.range === null : fits(body, reason.range, [start, end])),
    )
    return found.length > 0 ? [] : [`no mark of ${plant.kind ?? plant.code} at ${plant.spot.field.pointer}`]
  })
  if (reasons.length !== plants.length) wrong.push(`${reasons.length} marks for ${plants.length} faults`)
  const near = Math.max(0, Math.min(...planted.places.map(([start]) => start)) - 30)
  return wrong.length === 0 ? [] : [[...wrong, ...said, body.slice(near, near + 100)].join(' | ')]
}

/** Breaks after which nothing counts as missing. */
const hiding: ReadonlySet<JsonBreak | null> = new Set<JsonBreak>(['missing-name'])

/** Whether two faults can be distinguished from one: there must be something intact between them. */
const areApart = (text: string, one: Plant, other: Plant): boolean => {
  const [first, second] = one.edit.start <= other.edit.start ? [one, other] : [other, one]
  const between = tokensOf(text).all.filter(
    ({ start, end }) => start >= first.edit.end && end <= second.edit.start,
  )
  const hides =
    (hiding.has(one.kind) && other.code === 'missing-field') ||
    (hiding.has(other.kind) && one.code === 'missing-field')
  const isSame = one.code === 'unknown-field' && other.code === 'unknown-field'
  return (
    one.spot.member !== other.spot.member &&
    !hides &&
    !isSame &&
    between.length >= (one.kind !== null && other.kind !== null ? 3 : 1)
  )
}

/** Codes that a body alone cannot have, and why. */
const ofNoBody: Partial<Record<ReasonCode, string>> = {
  'not-utf8': 'of the bytes, see damage.test.ts',
  'longer-than-column': 'of a column, see narrow-columns.test.ts',
  'refused-by-database': 'of the database',
  'dead-letter': 'of where the message was found',
  'not-a-text': 'no text is of the wrong form',
  'not-a-json-value': 'no JSON value is of the wrong form',
}

describe('every fault at its place', { timeout: 120_000 }, () => {
  it('N1 has a plant for every code, and for every way to break JSON', () => {
    const planted = new Set(
      events.flatMap((event) => event.spots.flatMap((spot) => plantsAt(event, spot))).map(({ code }) => code),
    )
    for (const { code } of wholeFaults) planted.add(code)
    expect(reasonCodes.filter((code) => !planted.has(code))).toEqual(
      reasonCodes.filter((code) => ofNoBody[code] !== undefined),
    )
    const kinds = new Set(
      events.flatMap((event) => event.spots.flatMap((spot) => plantsAt(event, spot))).map(({ kind }) => kind),
    )
    expect(allBreaks.filter((kind) => !kinds.has(kind))).toEqual([])
  })

  it.each(wholeFaults)('N1 $code: $what', ({ code, definition, body, place }) => {
    const { reading } = compileJudge(definition, mask)(createDelivery({ body }))
    const reasons = reading.ok ? [] : reading.reasons
    const marks = reasons.map((reason) => [reason.code, reason.range && body.slice(...reason.range)])
    expect(marks).toContainEqual([code, place])
    if (code !== 'and-more') expect(marks).toHaveLength(1)
  })

  describe.each(events)('of $name', (event) => {
    const plants = event.spots.flatMap((spot) => plantsAt(event, spot))

    it('N1 the event itself has none', () => {
      expect(reasonsOf(event, event.text)).toEqual([])
    })

    it('N1 one fault has one mark, which covers it and exceeds it by one token at most', () => {
      expect(plants.flatMap((plant) => wrongWith(event, [plant])).slice(0, 12)).toEqual([])
    })

    it('N1 two faults have two marks', () => {
      const single = plants.filter(({ kind }) => kind === null || !wholeBreaks.has(kind))
      fc.assert(
        fc.property(fc.constantFrom(...single), fc.constantFrom(...single), (one, other) => {
          fc.pre(areApart(event.text, one, other))
          expect(wrongWith(event, [one, other])).toEqual([])
        }),
        { numRuns: 400 },
      )
    })

    // The others are planted inside their own envelope.
    if (event.definition.envelope !== 'auto') return
    it('N1 one fault has its place through the escapes of an envelope', () => {
      const wraps = [inText, (text: string) => inSns(text)] as const
      for (const wrap of wraps) {
        const toBody = (place: number, text: string): number =>
          wrap(text).indexOf(JSON.stringify(text)) + JSON.stringify(text.slice(0, place)).length - 1
        const sound = plants.filter(
          ({ kind }) => kind !== 'byte-order-mark' && kind !== 'other-format' && kind !== 'missing-opening',
        )
        expect(sound.flatMap((plant) => wrongWith(event, [plant], wrap, toBody)).slice(0, 12)).toEqual([])
      }
    })
  })
})
