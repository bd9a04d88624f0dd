import type { FieldType } from '../../../contract/field-type.ts'
import { fieldTypes } from '../../../contract/field-types.ts'
import { pointerTo } from '../../../contract/field-pointer.ts'
import { mostFields } from '../../../contract/event-file.ts'
import type { Guess, Guesses } from '../../../contract/event-proposal.ts'
import { isFieldName } from '../names.ts'
import { findEvent, type FoundEvent } from './find-event.ts'
import { readType, type SchemaType } from './read-type.ts'
import {
  isSchemaObject,
  listOf,
  objectOf,
  ownOf,
  resolve,
  type NotTaken,
  type SchemaObject,
} from './schema-node.ts'
import { suspectInside, suspectNamed, tagged, type Budget } from './suspect-schema.ts'
import { personalTag } from './tags.ts'

/** A schema's description of an event. */
export interface SchemaProposal extends Guesses, Pick<FoundEvent, 'envelope' | 'match'> {
  /** Whether it allows names that it does not list. */
  readonly isOpen: boolean
  readonly notTaken: readonly NotTaken[]
}

/** The most parts of a schema that are listed as not taken over. */
const mostNotTaken = 200

/** The most fields of a schema that are read. */
const mostGuesses = 5_000
const deepest = 12
const mostLooked = 20_000

interface Walk {
  readonly root: SchemaObject
  readonly guesses: Guess[]
  readonly unnamed: { pointer: string; count: number }[]
  readonly notTaken: NotTaken[]
  isOpen: boolean
  /** How many schemas can still be searched in values that are stored as a whole. */
  readonly budget: Budget
}

interface Step {
  readonly pointer: string
  readonly path: readonly string[]
  readonly place: string
  readonly through: readonly string[]
  readonly required: boolean
  /** The keyword that marks something around it as personal data; null for none. */
  readonly tag: string | null
}

/** Makes a proposal from a JSON Schema. Pure; never throws. Returns what is wrong if it has no event. */
export const guessSchema = (value: unknown): SchemaProposal | string => {
  if (!isSchemaObject(value)) return 'no JSON Schema of an object'
  const found = findEvent(value)
  if (typeof found === 'string') return found
  const { envelope, match, place } = found
  const walk: Walk = {
    root: value,
    guesses: [],
    unnamed: [],
    notTaken: [...found.notTaken],
    isOpen: false,
    budget: { left: mostLooked },
  }
  const start = resolve(value, found.node, [])
  if (typeof start === 'string') return `it ${start}`
  const { isObject } = readType(start.node, place, walk.notTaken)
  if (!isObject) return 'what it describes is not an object'
  readMembers(walk, start.node, {
    pointer: '',
    path: [],
    place,
    through: start.through,
    required: true,
    tag: personalTag(start.node),
  })
  return {
    ...{ of: 0, guesses: walk.guesses, unnamed: walk.unnamed, envelope, isOpen: walk.isOpen },
    match: match ?? matchIn(walk.guesses),
    notTaken: walk.notTaken.slice(0, mostNotTaken),
  }
}

/** A text that must be the same in every message distinguishes them from others. */
const matchIn = (guesses: readonly Guess[]): FoundEvent['match'] => {
  const [only, ...others] = guesses.filter((guess) => guess.required && guess.enum?.length === 1)
  return only === undefined || others.length > 0 || only.standing !== 'clear'
    ? null
    : { pointer: only.pointer, enum: [...(only.enum ?? [])] }
}

const readMembers = (walk: Walk, node: SchemaObject, step: Step): void => {
  if (ownOf(node, 'additionalProperties') !== false) walk.isOpen = true
  const required = new Set(listOf(node, 'required'))
  const members = Object.entries(objectOf(node, 'properties') ?? {})
  const fields = members.filter(([name]) => isFieldName(name, step.path.length === 0))
  const left = members.length - fields.length
  if (left > 0) walk.unnamed.push({ pointer: step.pointer, count: left })
  for (const [name, inner] of fields) {
    if (walk.guesses.length >= mostGuesses) break
    readMember(walk, isSchemaObject(inner) ? inner : {}, {
      pointer: step.pointer + pointerTo(name),
      path: [...step.path, name],
      place: `${step.place}/properties${pointerTo(name)}`,
      through: step.through,
      required: step.required && required.has(name),
      tag: step.tag,
    })
  }
}

const readMember = (walk: Walk, given: SchemaObject, step: Step): void => {
  const found = resolve(walk.root, given, step.through)
  if (typeof found === 'string') {
    walk.notTaken.push({ place: step.place, what: found })
    walk.guesses.push(guessFrom(walk, {}, step, readType({}, step.place, [])))
    return
  }
  const type = readType(found.node, step.place, walk.notTaken)
  const names = Object.keys(objectOf(found.node, 'properties') ?? {})
  // If an object can be null, its fields can be missing.
  const inside = {
    ...step,
    through: found.through,
    required: step.required && !type.nullable,
    tag: personalTag(found.node) ?? step.tag,
  }
  if (type.isObject && names.length > 0 && names.length <= mostFields && step.path.length < deepest)
    readMembers(walk, found.node, inside)
  else walk.guesses.push(guessFrom(walk, found.node, inside, type, step.required))
}

const guessFrom = (
  walk: Walk,
  node: SchemaObject,
  { pointer, path, through, required, tag }: Step,
  { isOpen, isObject: _, ...type }: SchemaType,
  isRequired = required,
): Guess => {
  const isWhole = type.type === 'json'
  const found = isWhole
    ? suspectInside(walk.root, { node, path, through }, walk.budget)
    : suspectNamed(path, type)
  const suspicion = found ?? (tag === null ? null : tagged)
  const { canonical }: FieldType = fieldTypes[type.type]
  const isPersonal = suspicion !== null
  const question = isOpen
    ? 'the schema says no type'
    : isPersonal && canonical === null
      ? 'it may hold personal data, and its type cannot be masked'
      : isWhole && walk.budget.left === 0
        ? 'it holds more than was looked at'
        : null
  return {
    ...{ pointer, path, ...type, suspicion, question, precision: null, scale: null, summary: false },
    required: isRequired,
    asksType: isOpen,
    standing:
      question !== null
        ? 'asked'
        : suspicion?.kind === 'secret'
          ? 'left-out'
          : isPersonal
            ? 'masked'
            : 'clear',
    allowEmpty: type.allowEmpty && !isPersonal,
    notes: tag === null ? [] : [`tagged with ${tag}: confirm it`],
    offered: null,
    counts: { seen: 0, nulls: 0, different: 0 },
  }
}
