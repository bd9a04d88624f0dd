import type { Guess } from '../../contract/event-proposal.ts'
import { wordsOf } from './names.ts'

/** These say little without the name of their object. */
const vague = ['id', 'name', 'type', 'value', 'number', 'code', 'key', 'status', 'amount', 'date', 'time']

/** Columns that PostgreSQL or Sluice has in every table. */
const taken = ['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid', 'oid', 'row_number']

/** Shorter than what PostgreSQL keeps, so that `masked_` and a number can be added. */
const longest = 50

/** Unique field names for some places; a vague name also gets the name of its object. */
export const fieldNames = (guesses: readonly Guess[]): readonly string[] =>
  distinct(
    guesses.map(({ path }) => {
      const [last = 'field', outer] = path.toReversed()
      const name = outer !== undefined && vague.includes(last.toLowerCase()) ? `${outer}_${last}` : last
      return name.replace(/^[$@]/, '').replace(/[^\w-]/g, '_')
    }),
    [],
  )

/** Columns for fields of these names: lower case, words joined by `_`. */
export const columnNames = (names: readonly string[], areMasked: readonly boolean[]): readonly string[] =>
  distinct(
    names.map((name, index) => `${areMasked[index] === true ? 'masked_' : ''}${snake(name)}`),
    taken,
  )

/** A name that PostgreSQL takes without quotes. */
export const snake = (name: string): string => {
  const words = wordsOf(name).join('_').slice(0, longest)
  return /^[a-z]/.test(words) ? words : `_${words}`
}

const distinct = (names: readonly string[], others: readonly string[]): readonly string[] => {
  const seen = new Set(others)
  return names.map((name) => {
    const short = name.slice(0, longest + 7)
    let free = short
    for (let number = 2; seen.has(free); number += 1) free = `${short}_${number}`
    seen.add(free)
    return free
  })
}
