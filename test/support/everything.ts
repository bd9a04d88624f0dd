/** Whether to leave nothing out, however long it takes; `npm run prove` sets this. */
export const isEverything = process.env.SLUICE_TEST_EVERYTHING === 'true'

/** Why a block that only `npm run prove` runs is skipped by `npm test`; null if it is not. */
export const leftToProve = isEverything ? null : 'it takes long; npm run prove runs it'

/**
 * A few evenly spread cases of a kind that takes long; all of them in `npm run prove`, whose suites list the files
 * that use this.
 */
export const fewOf = <T>(cases: readonly T[], count: number): readonly T[] => {
  const part = (index: number): number => Math.floor((index * count) / cases.length)
  return isEverything ? cases : cases.filter((_, index) => part(index) > part(index - 1))
}
