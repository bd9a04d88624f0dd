/**
 * How many receive calls to keep open, learned from how long full answers take. Immutable: each answer makes the
 * next.
 *
 * If one call alone takes `alone` to be answered, and each of `n` calls takes `now`, then the `n` bring as much as `n
 * × alone / now` calls that do not hinder each other. The rest only queue at the service and slow every answer,
 * including deletes.
 */
export interface Pace {
  /** Calls to keep open, at least one. */
  readonly wanted: number
  /** How long a full answer takes where calls do not wait for each other, in milliseconds; null before the first round. */
  readonly alone: number | null
  /** How long the full answers of this round took, in milliseconds. */
  readonly round: readonly number[]
  /** Whether the last round showed that one more call would bring more. */
  readonly mayGrow: boolean
  /** Whether the last round showed that calls wait in line at the service. */
  readonly isCrowded: boolean
}

export const firstPace: Pace = { wanted: 1, alone: null, round: [], mayGrow: false, isCrowded: false }

/** The fewest answers that make a round: a single one says too little about a service whose answers vary. */
const leastRound = 3

/** How much of a new measurement goes into `alone`, so that one lucky answer does not settle it. */
const trust = 0.3

/** A full answer came after `ms`. Only calls that began while this many were wanted say anything about that number. */
export const answerFull = (pace: Pace, ms: number, wantedAtStart: number): Pace => {
  if (wantedAtStart !== pace.wanted) return pace
  const round = [...pace.round, ms]
  if (round.length < Math.max(leastRound, pace.wanted)) return { ...pace, round }
  return judge({ ...pace, round: [] }, usualOf(round))
}

/** The mean of all but the slowest quarter: some answers are slow by chance; if calls queue, most are. */
const usualOf = (round: readonly number[]): number => {
  const usual = round.toSorted((a, b) => a - b).slice(0, Math.ceil(round.length * 0.75))
  return usual.reduce((sum, ms) => sum + ms, 0) / usual.length
}

const judge = (pace: Pace, took: number): Pace => {
  const alone = learn(pace, took)
  const { wanted } = pace
  const inLine = took <= alone ? 0 : wanted * (1 - alone / took)
  const isCrowded = inLine >= Math.max(0.8, wanted / 3)
  if (wanted > 1 && inLine > Math.max(1.5, wanted / 2))
    return { ...pace, alone, wanted: wanted - 1, mayGrow: false, isCrowded }
  return { ...pace, alone, mayGrow: !isCrowded, isCrowded }
}

/**
 * A single call shows the present speed, even if slower than before. Several can only show that it is faster than
 * thought.
 */
const learn = ({ alone, wanted }: Pace, took: number): number => {
  if (alone === null) return took
  return wanted === 1 || took < alone ? alone + trust * (took - alone) : alone
}

/**
 * Adds to the calls: one by one at first, by a quarter once there are many, so that a distant queue soon has its
 * forty.
 */
export const grow = (pace: Pace, most: number): Pace => {
  const wanted = Math.min(most, pace.wanted + Math.max(1, Math.floor(pace.wanted / 4)))
  return { ...pace, wanted, round: [], mayGrow: false }
}

/** An answer brought nothing: the queue does not fill this many calls. */
export const answerEmpty = (pace: Pace): Pace => ({
  ...pace,
  wanted: Math.max(1, pace.wanted - 1),
  round: [],
  mayGrow: false,
  isCrowded: false,
})

/** A call failed: one is enough to find out when the service is back. */
export const answerFailed = (pace: Pace): Pace => ({ ...answerEmpty(pace), wanted: 1 })
