/** How many messages waited at a moment, in milliseconds of a clock that stops while the run cannot work. */
export interface LevelSample {
  readonly at: number
  readonly visible: number
  /**
   * Distinguishes stretches of work: a change of the level between two of them says nothing about the speed of the
   * work.
   */
  readonly stretch: number
}

/** When a queue will be empty, judged by its recent level. */
export type TimeToEmpty =
  /** Too little has been seen. */
  | { readonly kind: 'unknown' }
  /** More comes than goes, in messages a second. */
  | { readonly kind: 'growing'; readonly perSecond: number }
  /** With nine chances in ten it takes between `from` and `to` milliseconds in which the run can work. */
  | { readonly kind: 'between'; readonly from: number; readonly to: number }

/** Fewer samples than this, or less time (milliseconds), say nothing. */
const fewestSamples = 6
const shortestSpan = 5_000

/** A range whose upper end is more than this many times its lower one helps nobody. */
const widest = 3

/** The normal distribution's value that leaves 5 % on either side, and a little more, as the noise is only guessed. */
const quantile = 1.8

/**
 * Treats the level as a random walk with a steady drift. The drift is only an estimate, and the noise continues until
 * the queue is empty; both widen the interval. SQS's numbers are estimates that change in jumps, which count as noise
 * here. The bounds are the roots of `(level - drift·t)² = q²·(noise²·t + error²·t²)`.
 *
 * @param samples oldest first
 */
export const timeToEmpty = (samples: readonly LevelSample[]): TimeToEmpty => {
  const last = samples.at(-1)
  const changes = changesOf(samples)
  const span = changes.reduce((sum, { seconds }) => sum + seconds, 0)
  const steps = changes.length
  if (last === undefined || last.visible === 0) return { kind: 'unknown' }
  if (steps < fewestSamples - 1 || span * 1_000 < shortestSpan) return { kind: 'unknown' }

  const drift = changes.reduce((sum, { fallen }) => sum + fallen, 0) / span
  const squares = changes.reduce(
    (sum, { seconds, fallen }) => sum + (fallen - drift * seconds) ** 2 / seconds,
    0,
  )
  const noise = squares / (steps - 1)
  const error = noise / span
  const q = studentQuantile(steps - 1)

  if (drift < 0 && drift + q * Math.sqrt(error) < 0) return { kind: 'growing', perSecond: -drift }
  const a = drift ** 2 - q ** 2 * error
  const b = 2 * last.visible * drift + q ** 2 * noise
  const c = last.visible ** 2
  const root = Math.sqrt(Math.max(0, b ** 2 - 4 * a * c))
  // The smaller root, in the form that keeps its precision if `a` is close to zero.
  const from = (2 * c) / (b + root)
  const to = a > 0 && drift > 0 ? (b + root) / (2 * a) : null
  if (!Number.isFinite(from) || from < 0 || to === null || to > widest * from) return { kind: 'unknown' }
  return { kind: 'between', from: from * 1_000, to: to * 1_000 }
}

interface Change {
  readonly seconds: number
  /** How many messages the level fell by. */
  readonly fallen: number
}

/** The changes from each sample to the next of the same stretch. */
const changesOf = (samples: readonly LevelSample[]): readonly Change[] =>
  samples.flatMap((sample, index) => {
    const before = samples[index - 1]
    if (before === undefined || before.stretch !== sample.stretch) return []
    const seconds = Math.max(0.001, (sample.at - before.at) / 1_000)
    return [{ seconds, fallen: before.visible - sample.visible }]
  })

/** Few samples need a wider interval. Source: Abramowitz and Stegun, 26.7.5. */
const studentQuantile = (freedom: number): number => {
  const z = quantile
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2)
}
