/** How many messages waited at a moment, in milliseconds of a clock that stands still while the run cannot work. */
export interface LevelSample {
  readonly at: number
  readonly visible: number
  /**
   * Tells one stretch of work from the next: what the level did between two of them, nobody has worked on, so that it says
   * nothing of how fast the work goes.
   */
  readonly stretch: number
}

/** When a queue will have nothing more to give, as far as its level over the last while can tell. */
export type TimeToEmpty =
  /** Too little has been seen. */
  | { readonly kind: 'unknown' }
  /** More comes than goes, in messages a second. */
  | { readonly kind: 'growing'; readonly perSecond: number }
  /** With nine chances in ten it takes between `from` and `to` milliseconds in which the run can work. */
  | { readonly kind: 'between'; readonly from: number; readonly to: number }

/** Fewer samples than this, or less time in milliseconds, tell nothing. */
const fewestSamples = 6
const shortestSpan = 5_000

/** A range whose upper end is more than this many times its lower one helps nobody. */
const widest = 3

/** The normal distribution's value that leaves 5 % on either side, and a little more, as the noise is only guessed. */
const quantile = 1.8

/**
 * Takes the level for a walk with a steady drift and noise in every step. The drift is known only as well as the samples
 * tell, and the noise goes on until the queue is empty; both widen the interval. SQS's numbers are estimates that change
 * in jumps, which count as noise here. The bounds are the roots of `(level - drift·t)² = q²·(noise²·t + error²·t²)`.
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
  // The smaller root, in the form that does not lose its digits where `a` is close to nothing.
  const from = (2 * c) / (b + root)
  const to = a > 0 && drift > 0 ? (b + root) / (2 * a) : null
  if (!Number.isFinite(from) || from < 0 || to === null || to > widest * from) return { kind: 'unknown' }
  return { kind: 'between', from: from * 1_000, to: to * 1_000 }
}

interface Change {
  readonly seconds: number
  /** By how many messages the level fell. */
  readonly fallen: number
}

/** From each sample to the next of the same stretch. */
const changesOf = (samples: readonly LevelSample[]): readonly Change[] =>
  samples.flatMap((sample, index) => {
    const before = samples[index - 1]
    if (before === undefined || before.stretch !== sample.stretch) return []
    const seconds = Math.max(0.001, (sample.at - before.at) / 1_000)
    return [{ seconds, fallen: before.visible - sample.visible }]
  })

/** Few samples deserve a wider interval. Source: Abramowitz and Stegun, 26.7.5. */
const studentQuantile = (freedom: number): number => {
  const z = quantile
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2)
}
