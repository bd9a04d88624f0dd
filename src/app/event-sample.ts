import type { EventDefinition, Field } from '../contract/event-definition.ts'
import type { Dice } from '../contract/field-type.ts'
import { readPointer } from '../contract/field-pointer.ts'
import { logins } from '../contract/logins.ts'
import { definitionHash } from '../pipeline/definition-hash.ts'
import { compileJudge, type Judge } from '../pipeline/judge.ts'
import { createMask } from '../pipeline/mask.ts'
import { createDice } from './dice.ts'
import { sampleBodies, type SampleOptions } from './sample.ts'
import { jsonOf, sampleKinds, wrapSample, type JsonObject } from './sample-envelope.ts'
import { createDraw, type DrawValue } from './sample-values.ts'

/** A made-up message. */
export interface Sample {
  readonly body: string
  /** Message attributes, as texts. */
  readonly attributes: Readonly<Record<string, string>>
}

/**
 * Messages of an event as they might arrive, some with values missing or null if allowed, and malformed ones in exactly
 * the number asked for. The same seed gives the same messages. Throws `FailureError` if no value can be made up for a field.
 */
export function* eventSamples(event: EventDefinition, options: SampleOptions): Generator<Sample> {
  if (definitionHash(event) === definitionHash(logins)) {
    for (const body of sampleBodies(options)) yield { body, attributes: {} }
    return
  }
  const { count, malformed, seed } = options
  const dice = createDice(seed)
  const make = createMaker(event, dice)
  let broken = 0
  for (let index = 0; index < count; index += 1) {
    const isDue = Math.floor(((index + 1) * malformed) / count) > broken
    yield isDue ? make.malformed(broken) : make.sound()
    if (isDue) broken += 1
  }
}

interface Maker {
  readonly sound: () => Sample
  /** Faults as they occur in practice, one kind after another. */
  readonly malformed: (index: number) => Sample
}

interface Drawn {
  readonly field: Field
  readonly draw: DrawValue
}

const createMaker = (event: EventDefinition, dice: Dice): Maker => {
  const drawn = event.fields.map((field) => ({ field, draw: createDraw(field) }))
  const names = drawn.flatMap(({ field }) => {
    const place = readPointer(field.pointer)
    return place?.from === 'envelope' ? place.path.slice(0, 1) : []
  })
  const kinds = sampleKinds(event.envelope, names)
  const isMalformed = judgeOf(event)
  const wrapped = ({ body, outside, attributes }: Parts, text = jsonOf(body)): Sample => ({
    body: wrapSample(text, kinds, outside, dice),
    attributes: Object.fromEntries(attributes),
  })
  const parts = (values: readonly Drawn[]): Parts => partsOf(event, values, dice)
  return {
    sound: () => wrapped(parts(drawn)),
    malformed: (index) => {
      const whole = parts(drawn)
      const text = jsonOf(whole.body)
      const without = dice.below(drawn.length)
      const tries = [
        () => wrapped(whole, `{"foo":"not ${event.name}","bar":${dice.below(1_000)}}`),
        () => wrapped(parts(drawn.filter((_, place) => place !== without))),
        () => wrapped(parts(drawn.with(without, wrongly(drawn, without)))),
        () => wrapped(whole, text.slice(0, -1 - dice.below(Math.min(20, text.length - 1)))),
      ]
      // Which of these is malformed depends on the definition; half a text is not JSON in any.
      const inTurn = [...tries.slice(index % tries.length), ...tries.slice(-1)].map((attempt) => attempt())
      return inTurn.find(isMalformed) ?? wrapped(whole, '{')
    },
  }
}

/** A list in place of a value, which only JSON fields accept. */
const wrongly = (drawn: readonly Drawn[], index: number): Drawn => {
  const { field } = drawn[index] ?? drawn[0] ?? { field: null }
  if (field === null) throw new Error('A definition has a field')
  return { field: { ...field, required: true, nullable: false }, draw: () => ({ text: '', json: '[[]]' }) }
}

interface Parts {
  readonly body: JsonObject
  readonly outside: JsonObject
  readonly attributes: ReadonlyMap<string, string>
}

/** The values that the fields read, each at its place. */
const partsOf = ({ match }: EventDefinition, values: readonly Drawn[], dice: Dice): Parts => {
  const body: JsonObject = new Map()
  const outside: JsonObject = new Map()
  const attributes = new Map<string, string>()
  const put = (pointer: string, text: string, json: string): void => {
    const place = readPointer(pointer)
    if (place?.from === 'attribute') attributes.set(place.name, text)
    else if (place !== null) putAt(place.from === 'body' ? body : outside, place.path, json)
  }
  for (const { field, draw } of values) {
    const { text, json } = draw(dice)
    const isAttribute = field.pointer.startsWith('@')
    if (!field.required && dice.below(10) < 2) continue
    const isNull = field.nullable && !isAttribute && dice.below(10) < 3
    put(field.pointer, text, isNull ? 'null' : json)
  }
  const [first, ...others] = match?.enum ?? []
  if (match !== null && first !== undefined) {
    const text = dice.pick([first, ...others])
    put(match.pointer, text, JSON.stringify(text))
  }
  return { body, outside, attributes }
}

/** A value inside another one is left to that one. */
const putAt = (outer: JsonObject, [name = '', ...rest]: readonly string[], json: string): void => {
  const there = outer.get(name)
  if (rest.length === 0) {
    if (typeof there !== 'object') outer.set(name, json)
    return
  }
  const inner: JsonObject = typeof there === 'object' ? there : new Map<string, string | JsonObject>()
  outer.set(name, inner)
  putAt(inner, rest, json)
}

const judgeOf = (event: EventDefinition): ((sample: Sample) => boolean) => {
  const judge: Judge = compileJudge(event, createMask(new Uint8Array(32).fill(1)))
  return ({ body, attributes }) => {
    const { reading } = judge({
      ...{ messageId: 'sample', originId: 'sample', receipt: '', body, isIntact: true },
      ...{ sentAt: new Date(0), sentAtAssumed: false, receiveCount: 1, groupId: null, deduplicationId: null },
      attributes: Object.entries(attributes).map(([name, value]) => ({ name, type: 'String', value })),
    })
    return !reading.ok
  }
}
