/** The most entries in one SQS batch call. */
const batchSize = 10

/** Splits a list into batches of one call each. */
export const inBatches = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / batchSize) }, (_, index) =>
    items.slice(index * batchSize, (index + 1) * batchSize),
  )
