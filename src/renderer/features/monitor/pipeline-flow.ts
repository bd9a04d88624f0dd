import type { Counts } from '../../../contract/events.ts'
import { perSecond, rates } from '../../../contract/rates.ts'
import { activeMs, isIdle } from '../../../contract/run-clock.ts'
import type { RunView } from '../../../contract/run-view.ts'

/** How fast messages go through the pipeline. */
export type Flow =
  /** No run, a run that cannot work now, or too little data. */
  | { readonly kind: 'none' }
  | { readonly kind: 'now'; readonly rates: Counts }
  /** Of a run that has ended, without its pauses and outages. */
  | { readonly kind: 'average'; readonly rates: Counts }

const none: Flow = { kind: 'none' }

/** How fast a run goes at the moment `now`, or went on average. */
export const flowOf = (run: RunView | null, now: number): Flow => {
  if (run === null) return none
  if (run.end !== null) {
    const worked = activeMs(run, run.end.at)
    return worked > 0 && run.counts.received > 0
      ? { kind: 'average', rates: perSecond(run.counts, worked / 1_000) }
      : none
  }
  if (isIdle(run.phase)) return none
  const found = rates(run, now)
  return found === null ? none : { kind: 'now', rates: found }
}

/** One edge's part of the flow in words, such as `2,259/s`; null where there is none. */
export interface EdgeFlow {
  readonly perSecond: number
  readonly isAverage: boolean
}

/** The rate along one edge, in messages a second; null without a flow. */
export const flowAlong = (flow: Flow, pick: (rates: Counts) => number): EdgeFlow | null =>
  flow.kind === 'none' ? null : { perSecond: pick(flow.rates), isAverage: flow.kind === 'average' }
