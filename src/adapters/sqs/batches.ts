/** What SQS takes in one batch call. */
const batchSize = 10

/** Splits into as many as one batch call takes. */
export const inBatches = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / batchSize) }, (_, index) =>
    items.slice(index * batchSize, (index + 1) * batchSize),
  )
