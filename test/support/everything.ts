/** Whether nothing is to be left out, however long it takes; `npm run prove` says so. */
export const isEverything = process.env.SLUICE_TEST_EVERYTHING === 'true'

/** Why a block that only `npm run prove` runs is skipped by `npm test`; null if it is not. */
export const leftToProve = isEverything ? null : 'it takes long; npm run prove runs it'

/**
 * A few of the many cases of one kind, spread evenly over them, where each takes long; all of them in `npm run prove`, whose
 * suites name the files that use this.
 */
export const fewOf = <T>(cases: readonly T[], count: number): readonly T[] => {
  const part = (index: number): number => Math.floor((index * count) / cases.length)
  return isEverything ? cases : cases.filter((_, index) => part(index) > part(index - 1))
}
