/** Numbers from 0 to 1, the same for the same seed (xorshift32 with a final mix). */
export type Random = () => number

export const createRandom = (seed: number): Random => {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (Math.imul(state >>> 0, 0x2545f491) >>> 0) / 2 ** 32
  }
}

/** A whole number from `from` to `to`, both included. */
export const between = (random: Random, from: number, to: number): number =>
  from + Math.floor(random() * (to - from + 1))
