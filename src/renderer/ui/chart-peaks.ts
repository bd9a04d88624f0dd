import type { ChartSeries } from './chart-options.ts'

/** Some points of a chart combined: the highest values among them. */
export interface ChartPeaks {
  /** The times of the first and the last of them. */
  readonly from: number
  readonly to: number
  /** The highest value of each line; null if none of them has one. */
  readonly values: readonly (number | null)[]
}

/** The course in at most this many rows, none of which hides a peak. */
export const chartPeaks = (
  times: readonly number[],
  series: readonly Pick<ChartSeries, 'values'>[],
  most: number,
): readonly ChartPeaks[] => {
  const size = Math.max(1, Math.ceil(times.length / most))
  return Array.from({ length: Math.ceil(times.length / size) }, (_, row) => {
    const [first, end] = [row * size, Math.min(times.length, (row + 1) * size)]
    return {
      from: times[first] ?? 0,
      to: times[end - 1] ?? 0,
      values: series.map(({ values }) => highest(values.slice(first, end))),
    }
  })
}

const highest = (values: readonly (number | null)[]): number | null =>
  values.reduce((most, value) => (value === null || (most !== null && most >= value) ? most : value), null)
