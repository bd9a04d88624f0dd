import { randomUUID } from 'node:crypto'
import type { Counts, Phase } from '../contract/events.ts'
import type { Failure } from '../contract/failure.ts'
import { backOff, pause } from './back-off.ts'
import { PortError, type Item, type StorePort } from './ports.ts'

export interface Committing {
  readonly runId: string
  readonly store: StorePort
  /** Null when the database is back. */
  readonly onWaiting: (phase: Phase | null) => void
  readonly signal: AbortSignal
}

export type Attempt<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** The run was stopped while the database was away. The call may still have worked: the answer was lost. */
  | { readonly kind: 'given-up'; readonly inDoubt: boolean }
  | { readonly kind: 'refused'; readonly failure: Failure; readonly error: PortError }
  /** A failure that no retry mends and that is not a message's fault. */
  | { readonly kind: 'fatal'; readonly error: unknown; readonly inDoubt: boolean }

/** How long after the stop a lost answer is asked for again, in milliseconds. */
const graceMs = 4_000

/**
 * Commits, again and again while the database is away. If the answer to a commit was lost, the next try gets it; so a
 * stop does not end the tries at once while one is in doubt.
 */
export const commitItems = (items: readonly Item[], using: Committing): Promise<Attempt<Counts>> => {
  // The same in every try: committed a second time, it changes nothing and gives the counts of the first time.
  const batchId = randomUUID()
  return attempt(() => using.store.commit({ batchId, runId: using.runId, items }), using)
}

/** Like `commitItems`, for any call of the store that can be repeated. Does not reject. */
export const attempt = async <T>(call: () => Promise<T>, using: Committing): Promise<Attempt<T>> => {
  const { signal } = using
  let inDoubt = false
  let until = Infinity
  for (let tries = 0; ; tries += 1) {
    try {
      const value = await within(call(), until - performance.now())
      if (value === late) return { kind: 'given-up', inDoubt }
      if (tries > 0) using.onWaiting(null)
      return { kind: 'done', value }
    } catch (error) {
      if (!(error instanceof PortError) || error.kind === 'permanent' || error.kind === 'table')
        return { kind: 'fatal', error, inDoubt }
      if (error.kind === 'data') {
        if (tries > 0) using.onWaiting(null)
        return { kind: 'refused', failure: error.failure, error }
      }
      inDoubt ||= isAnswerLost(error.failure)
      const delay = backOff(tries, 250, 15_000)
      using.onWaiting({ name: 'waiting-for-database', until: Date.now() + delay, failure: error.failure })
      await pause(delay, signal)
      if (!signal.aborted) continue
      if (!inDoubt) return { kind: 'given-up', inDoubt }
      until = Math.min(until, performance.now() + graceMs)
      if (performance.now() >= until) return { kind: 'given-up', inDoubt }
      await sleep(Math.min(250, until - performance.now()))
    }
  }
}

const late: unique symbol = Symbol('late')

/** The answer, or `late` if it takes longer than `milliseconds`. */
const within = async <T>(answer: Promise<T>, milliseconds: number): Promise<T | typeof late> => {
  if (milliseconds === Infinity) return answer
  answer.catch(() => undefined)
  return Promise.race<T | typeof late>([answer, sleep(milliseconds).then((): typeof late => late)])
}

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * Whether a failed call may have taken effect: the connection broke, or nobody answered in time. If the server itself
 * said no, or nobody was reached, it had none.
 */
const isAnswerLost = ({ details: { code = '' } }: Failure): boolean =>
  isSqlState(code) ? brokeOff.test(code) : !neverReached.has(code)

/** With a digit somewhere, which no five capitals of a socket's error have. */
const isSqlState = (code: string): boolean => /^(?=.*\d)[0-9A-Z]{5}$/.test(code)

/** The connection was ended from the other side, perhaps between the commit and its answer. */
const brokeOff = /^(08...|57P01|57P02|57P05)$/

const neverReached: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
