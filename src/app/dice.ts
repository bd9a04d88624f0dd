import type { Dice } from '../contract/field-type.ts'

/** At least 0 and less than 1. */
export type Random = () => number

/** Mulberry32: small, fast, good enough for samples. */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Dice that give the same numbers for the same seed. */
export const createDice = (seed: number): Dice => {
  const random = createRandom(seed)
  const below = (limit: number): number => Math.floor(random() * limit)
  const many = (length: number, radix: number): string =>
    Array.from({ length }, () => below(radix).toString(radix)).join('')
  return {
    below,
    pick: (from) => from[below(from.length)] ?? from[0],
    digits: (length) => many(length, 10),
    hex: (length) => many(length, 16),
  }
}
