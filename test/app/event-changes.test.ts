import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkDatabase } from '../../src/app/check-database.ts'
import type { EventDefinition } from '../../src/contract/event-definition.ts'
import { definitionHash } from '../../src/pipeline/definition-hash.ts'
import {
  clear,
  createChangingEvent,
  eventOf,
  masked,
  rest,
  type Agreed,
  type ChangingEvent,
} from '../support/changing-event.ts'

let on: ChangingEvent
beforeAll(async () => {
  on = await createChangingEvent()
})
afterAll(() => on.close())
beforeEach(() => on.empty())

interface Case {
  readonly title: string
  readonly before: EventDefinition
  readonly after: EventDefinition
  readonly code: 'event-changed' | 'event-change-refused' | null
  /** What suffices to continue, if it is refused or asked. */
  readonly enough?: Agreed
}

const confirming: Agreed = { fields: ['a'] }
const agreeing: Agreed = { asked: true }

const cases: readonly Case[] = [
  { title: 'is the same', before: eventOf([clear]), after: eventOf([clear]), code: null },
  {
    title: 'has another label',
    before: eventOf([clear]),
    after: eventOf([clear], { label: 'B' }),
    code: null,
  },
  {
    title: 'has a new field that may be missing',
    before: eventOf([clear]),
    after: eventOf([clear, rest]),
    code: null,
  },
  {
    title: 'has a field less',
    ...{ before: eventOf([clear, rest]), after: eventOf([clear]), code: 'event-changed', enough: agreeing },
  },
  {
    title: 'demands a field that may have been missing',
    ...{ before: eventOf([clear, rest]), after: eventOf([clear, { ...rest, required: true }]) },
    ...{ code: 'event-changed', enough: agreeing },
  },
  {
    title: 'takes less than before',
    ...{ before: eventOf([clear]), after: eventOf([{ ...clear, enum: ['x'] }]) },
    ...{ code: 'event-changed', enough: agreeing },
  },
  {
    title: 'masks what is there in the clear',
    ...{
      before: eventOf([clear]),
      after: eventOf([masked]),
      code: 'event-change-refused',
      enough: confirming,
    },
  },
  {
    title: 'stores in the clear what is masked',
    ...{
      before: eventOf([masked]),
      after: eventOf([clear]),
      code: 'event-change-refused',
      enough: confirming,
    },
  },
  {
    title: 'masks under another name',
    ...{ before: eventOf([masked]), after: eventOf([{ ...masked, mask: 'b' }]) },
    ...{ code: 'event-change-refused', enough: confirming },
  },
  {
    title: 'masks another type',
    ...{ before: eventOf([masked]), after: eventOf([{ name: 'a', type: 'email', mask: 'a' }]) },
    ...{ code: 'event-change-refused', enough: confirming },
  },
  {
    title: 'stores in the clear, in another column, what is masked',
    ...{
      before: eventOf([masked]),
      after: eventOf([{ name: 'b', pointer: '/a', type: 'text', maxLength: 64, required: false }]),
    },
    ...{ code: 'event-change-refused', enough: { asked: true, fields: ['b'] } },
  },
  {
    title: 'masks a column that holds nothing',
    ...{ before: eventOf([rest, clear]), after: eventOf([{ ...rest, mask: 'z' }, clear]), code: null },
  },
  {
    title: 'stores in the clear a column of masks that holds nothing',
    ...{ before: eventOf([{ ...rest, mask: 'z' }, clear]), after: eventOf([rest, clear]), code: null },
  },
]

describe('a table that was filled by one definition, when the definition', { timeout: 60_000 }, () => {
  it.each(cases)('$title: $code', async ({ before, after, code, enough }) => {
    await on.fill(before)
    const rows = await on.test.query('select * from tries')
    // A dry run and the check-up foresee it, and note nothing.
    expect(await on.codeOf(after, {}, true)).toBe(code)
    const check = { event: after, mayAlter: false, keys: { mask: null, seal: null } }
    const told = (await checkDatabase(on.target, check)).filter(({ code: what }) => what === 'event')
    expect(told.map(({ state }) => state)).toEqual([code === null ? 'fine' : 'not-fine'])
    expect(await on.registered()).toEqual([definitionHash(before)])

    expect(await on.codeOf(after)).toBe(code)
    if (code !== null) {
      expect(await on.registered()).toEqual([definitionHash(before)])
      for (const little of [{ fields: ['other'] }, code === 'event-changed' ? confirming : agreeing])
        expect(await on.codeOf(after, little)).toBe(code)
      expect(await on.test.query('select * from tries')).toEqual(rows)
      expect(await on.codeOf(after, enough)).toBeNull()
    }
    const isSame = definitionHash(before) === definitionHash(after)
    expect(await on.registered()).toEqual([before, ...(isSame ? [] : [after])].map(definitionHash))
    // Once accepted it is in force.
    expect(await on.codeOf(after)).toBeNull()
  })
})
