import type { UseQueryResult } from '@tanstack/react-query'
import type { Failure } from '../../contract/failure.ts'
import { failureOf } from './commands.ts'
import type { Cut } from './cut.ts'

/** Why there is no newer answer: the connection is cut, or the question itself failed. */
export type Lack = Cut | { readonly why: 'error'; readonly failure: Failure }

/**
 * What is known of something that was asked. There is no fifth state: a view that reads through this cannot mistake a
 * missing answer for an empty one.
 */
export type Answer<T> =
  /** Asked, or about to be; `connecting` while the connection is still being made. */
  | { readonly state: 'pending'; readonly connecting: boolean }
  | { readonly state: 'answered'; readonly value: T }
  /** True at `at` (milliseconds since 1970), with nothing newer available. */
  | { readonly state: 'stale'; readonly value: T; readonly at: number; readonly lack: Lack }
  | { readonly state: 'failed'; readonly lack: Lack }

/** The parts of a query that an answer is made from. */
export type Asked<T> = Pick<UseQueryResult<T>, 'data' | 'error' | 'dataUpdatedAt' | 'isPlaceholderData'>

/** The answer, from a query and from what cuts this page off from the source. */
export const answerOf = <T>(asked: Asked<T>, cut: Cut | null): Answer<T> => {
  const { data, error, dataUpdatedAt: at } = asked
  const lack: Lack | null = cut ?? (error === null ? null : { why: 'error', failure: failureOf(error) })
  if (lack === null) {
    return data === undefined ? { state: 'pending', connecting: false } : { state: 'answered', value: data }
  }
  // An answer to the former question does not answer this one.
  if (data !== undefined && !asked.isPlaceholderData) return { state: 'stale', value: data, at, lack }
  return lack.why === 'connecting' ? { state: 'pending', connecting: true } : { state: 'failed', lack }
}

/** The last answer; null if there is none. */
export const valueOf = <T>(answer: Answer<T>): T | null =>
  answer.state === 'answered' || answer.state === 'stale' ? answer.value : null

/** Two answers as one, as good as the worse of them. */
export const both = <A, B>(a: Answer<A>, b: Answer<B>): Answer<readonly [A, B]> => {
  if (a.state === 'failed') return a
  if (b.state === 'failed') return b
  if (a.state === 'pending') return a
  if (b.state === 'pending') return b
  const value = [a.value, b.value] as const
  if (a.state === 'stale' && b.state === 'stale') return { ...a, value, at: Math.min(a.at, b.at) }
  if (a.state === 'stale') return { ...a, value }
  if (b.state === 'stale') return { ...b, value }
  return { state: 'answered', value }
}
