import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filterHows } from '../../src/contract/filter-how.ts'
import { logins } from '../../src/contract/logins.ts'
import { allColumnsOf, type RowColumn } from '../../src/renderer/features/rows/row-columns.ts'
import { readList } from '../../src/renderer/features/rows/filter-list.ts'
import { readChoice, writeChoice } from '../../src/renderer/features/rows/row-choice.ts'
import {
  filterFault,
  filterWays,
  filterWords,
  isNoFilter,
  toRowFilters,
  type ColumnFilterValue,
} from '../../src/renderer/features/rows/row-filters.ts'
import { addView, readViews } from '../../src/renderer/features/rows/saved-views.ts'
import { oddOrders } from '../support/odd-orders.ts'

const columns = allColumnsOf(oddOrders)
const nothing = { sorting: [], filters: [], run: null }

/** Texts without an unpaired surrogate, which no address can contain. */
const typed = fc.string({ unit: 'grapheme', maxLength: 12 })

const filterOf = (column: RowColumn): fc.Arbitrary<ColumnFilterValue> =>
  fc
    .record({ how: fc.constantFrom(...column.filters), text: typed, to: typed, off: fc.boolean() })
    .map(({ how, text, to, off }) => ({
      how,
      text: how.endsWith('empty') ? '' : how === 'between' ? text.replaceAll('..', '.') : text,
      ...(how === 'between' ? { to } : {}),
      ...(off ? { off } : {}),
    }))
    // Two points next to the two between the ends make three.
    .filter((value) => !isNoFilter(column, value) && !value.text.endsWith('.'))

const choices = fc.record({
  sorting: fc.option(
    fc.record({
      id: fc.constantFrom(...columns.filter(({ mayBeSorted }) => mayBeSorted).map(({ name }) => name)),
      desc: fc.boolean(),
    }),
    { nil: null },
  ),
  run: fc.option(fc.uuid(), { nil: null }),
  filters: fc
    .subarray(columns.filter(({ filters }) => filters.length > 0))
    .chain((some) =>
      fc.tuple(...some.map((column) => filterOf(column).map((value) => ({ id: column.name, value })))),
    ),
})

describe('a choice of filters and order', () => {
  it('reads back from the address as it was', () => {
    fc.assert(
      fc.property(choices, ({ sorting, filters, run }) => {
        const choice = { sorting: sorting === null ? [] : [sorting], filters: [...filters], run }
        expect(readChoice(writeChoice(choice), columns)).toEqual(choice)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['nothing', ''],
    ['a run that has no id', 'run=1'],
    ['columns that the event does not have', 'sort=asc:nothing&f.nothing=is:x'],
    ['a way that the type does not have', 'f.paid=before:true&f.extras=is:{}'],
    ['a way that nothing has', 'f.total=like:5&f.total2=__proto__:x'],
    ['an order by what has none', 'sort=asc:loaded_at'],
    ['neither up nor down', 'sort=paid'],
    ['what is not an address at all', '%&&==%%%zz'],
  ])('is nothing where the address says %s', (_, query) => {
    expect(readChoice(query, columns)).toEqual(nothing)
  })

  it('keeps what fits beside what does not', () => {
    expect(readChoice('f.nothing=is:x&f.paid=is:true&sort=desc:total', columns)).toEqual({
      sorting: [{ id: 'total', desc: true }],
      filters: [{ id: 'paid', value: { how: 'is', text: 'true' } }],
      run: null,
    })
  })
})

describe('a list of values', () => {
  it.each([
    ['ios, android', ['ios', 'android']],
    [' ios ,, android ,', ['ios', 'android']],
    ['"a, b", c', ['a, b', 'c']],
    ['"say ""so"""', ['say "so"']],
    ['"" , x', ['', 'x']],
    ['one\ntwo', ['one', 'two']],
    ['a, a', ['a']],
    ['"open', ['"open']],
    ['', []],
    [' , ', []],
  ] as const)('of %j is %j', (text, values) => {
    expect(readList(text)).toEqual(values)
  })
})

describe('a filter in a head', () => {
  const of = (name: string): RowColumn => {
    const found = columns.find((column) => column.name === name)
    if (found === undefined) throw new Error(`No column ${name}`)
    return found
  }
  const asked = (name: string, value: ColumnFilterValue) => toRowFilters([{ id: name, value }], columns)

  it('asks for nothing before its value can be read, and says what is missing', () => {
    expect(asked('total', { how: 'at-least', text: 'ten' })).toEqual([])
    expect(filterFault(of('total'), { how: 'at-least', text: 'ten' })).toBe('Needs a number such as 12.5')
    expect(filterFault(of('total'), { how: 'at-least', text: '' })).toBeNull()
    expect(asked('due', { how: 'between', text: '2026-01-01', to: '' })).toEqual([])
    expect(filterFault(of('due'), { how: 'between', text: '2026-01-01', to: '2026-02-30' })).toMatch(
      /^Needs a day/,
    )
    expect(asked('due', { how: 'between', text: '2026-01-01', to: '2026-02-28' })).toEqual([
      { column: 'due', how: 'between', from: '2026-01-01', to: '2026-02-28' },
    ])
    expect(asked('order_id', { how: 'one-of', text: 'a, "b, c"' })).toEqual([
      { column: 'order_id', how: 'one-of', texts: ['a', 'b, c'] },
    ])
    expect(asked('order_id', { how: 'one-of', text: ' , ' })).toEqual([])
    expect(
      filterFault(of('order_id'), {
        how: 'one-of',
        text: Array.from({ length: 101 }, (_, at) => String(at)).join(),
      }),
    ).toMatch(/at most 100/)
  })

  it.each(filterHows)('says in words how it compares: %s', (how) => {
    const words = filterWords({ how, text: 'x\u202ey', to: 'z' })
    expect(words).not.toContain('\u202e')
    expect(words).toMatch(how.endsWith('empty') ? /^is (not )?empty$/ : /“x\\u202ey”/)
    // If case is ignored, it says so.
    expect(/any case/.test(words)).toBe(how === 'contains' || how === 'begins')
    expect(/any case/.test(filterWays[how].label)).toBe(how === 'contains' || how === 'begins')
  })
})

describe('the columns beside those of the event', () => {
  it('have names that no column of the event has', () => {
    for (const event of [logins, oddOrders]) {
      const names = allColumnsOf(event).map(({ name }) => name)
      expect(new Set(names).size).toBe(names.length)
    }
  })
})

describe('saved views', () => {
  const view = { name: 'a', query: 'f.paid=is:true' }

  it('read back, and one of the same name replaces the former', () => {
    const two = addView(addView([], view), {
      name: 'b',
      query: '',
      density: 'roomy',
      layout: { order: ['x'] },
    })
    expect(readViews(JSON.stringify(two))).toEqual(two)
    expect(addView(two, { name: 'a', query: 'x' }).map(({ name, query }) => [name, query])).toEqual([
      ['b', ''],
      ['a', 'x'],
    ])
  })

  it('of earlier versions, or with an unknown row height, keep the rest', () => {
    expect(readViews('[{"name":"a","query":"x"},{"name":"b","query":"y","density":"huge"}]')).toMatchObject([
      { name: 'a', query: 'x' },
      { name: 'b', query: 'y', density: undefined },
    ])
  })

  it.each([null, '', 'null', '{}', '[1]', '[{"name":""}]', '[{"name":"a"}]', 'no JSON'])(
    'are none in %j',
    (text) => {
      expect(readViews(text)).toEqual([])
    },
  )
})
