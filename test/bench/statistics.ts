export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

/** Median, minimum and maximum of at least one number. */
export const spread = (values: readonly number[]): Spread => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
  return { median, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 }
}

/** Student's t for 95 % on one side, by the degrees of freedom from 1 on. */
const student = [6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833] as const

/** The mean of some numbers, and the bound above which it is with 95 % certainty; the mean itself where there is but one. */
export const lowerBound = (values: readonly number[]): { readonly mean: number; readonly lower: number } => {
  const count = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  if (count < 2) return { mean, lower: mean }
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1)
  const t = student[Math.min(count - 2, student.length - 1)] ?? 0
  return { mean, lower: mean - t * Math.sqrt(variance / count) }
}
