import { noCounts, type Counts } from './events.ts'
import { activeMs, type Clocked } from './run-clock.ts'

/** A run with its latest counts; see `RunView`. */
interface Lately extends Clocked {
  readonly recent: readonly { readonly at: number; readonly counts: Counts }[]
}

/** How far back rates look, in milliseconds. */
export const rateWindow = 5_000

export const addCounts = (a: Counts, b: Counts): Counts => ({
  received: a.received + b.received,
  loaded: a.loaded + b.loaded,
  duplicates: a.duplicates + b.duplicates,
  rejected: a.rejected + b.rejected,
  released: a.released + b.released,
})

/**
 * Counts per second at the moment `now`, over the last few seconds in which the run could work, so that a pause
 * neither lowers nor resets them; null while there is too little to tell.
 */
export const rates = (run: Lately, now: number): Counts | null => {
  const active = activeMs(run, now)
  const from = Math.max(0, active - rateWindow)
  const seconds = (active - from) / 1000
  return seconds < 0.2
    ? null
    : perSecond(
        run.recent
          .filter(({ at }) => at > from)
          .reduce((sum, { counts }) => addCounts(sum, counts), noCounts),
        seconds,
      )
}

/** Counts spread evenly over so many seconds. */
export const perSecond = (counts: Counts, seconds: number): Counts => ({
  received: counts.received / seconds,
  loaded: counts.loaded / seconds,
  duplicates: counts.duplicates / seconds,
  rejected: counts.rejected / seconds,
  released: counts.released / seconds,
})

/** Messages settled per second; see `rates`. */
export const rate = (run: Lately, now: number): number | null => rates(run, now)?.received ?? null
