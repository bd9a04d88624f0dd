/** Resident memory in megabytes at a moment in milliseconds. */
export interface MemorySample {
  readonly at: number
  readonly mb: number
}

/** The most, and the slope over the second half in megabytes a minute: a heap grows to its working size first. */
export const memoryNotes = (
  samples: readonly { readonly at: number; readonly mb: number }[],
): Record<string, number> => {
  const half = samples.slice(samples.length >> 1)
  const meanAt = mean(half.map(({ at }) => at))
  const meanMb = mean(half.map(({ mb }) => mb))
  const spread = half.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0)
  const along = half.reduce((sum, { at, mb }) => sum + (at - meanAt) * (mb - meanMb), 0)
  return {
    mostMb: Math.max(0, ...samples.map(({ mb }) => mb)),
    slopeMbPerMinute: spread === 0 ? 0 : (along / spread) * 60_000,
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
