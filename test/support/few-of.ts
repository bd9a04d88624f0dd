import { isEverything } from './postgres-versions.ts'

/**
 * A few of the many cases of one kind, spread evenly over them, where each takes long; all of them in `npm run prove`, whose
 * suites name the files that use this.
 */
export const fewOf = <T>(cases: readonly T[], count: number): readonly T[] =>
  isEverything ? cases : cases.filter((_, index) => takes(index, cases.length, count))

/** Whether the case begins another of `count` equal parts. */
const takes = (index: number, length: number, count: number): boolean =>
  index === 0 || Math.floor((index * count) / length) > Math.floor(((index - 1) * count) / length)
