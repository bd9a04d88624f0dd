import type { Dice } from '../../src/contract/field-type.ts'

/** Dice that fall the same way for the same seed. */
export const diceOf = (seed: number): Dice => {
  let state = seed >>> 0
  const below = (limit: number): number => {
    // Numerical Recipes' generator; its upper bits are the ones that look random.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  const many = (length: number, radix: number): string =>
    Array.from({ length }, () => below(radix).toString(radix)).join('')
  return {
    below,
    pick: (from) => from[below(from.length)] ?? from[0],
    digits: (length) => many(length, 10),
    hex: (length) => many(length, 16),
  }
}
