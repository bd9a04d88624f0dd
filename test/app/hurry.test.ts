import { expect, it } from 'vitest'
import { createLooks } from '../../src/app/looks.ts'
import { createRunControl } from '../../src/app/run-control.ts'
import { failure } from '../../src/contract/failure.ts'
import { anySignal } from '../../src/pipeline/back-off.ts'
import { PortError } from '../../src/pipeline/ports.ts'
import { steadily } from '../../src/pipeline/try-again.ts'

/** A database that is away until something asks it for the seventh time, by which a pause takes at least 8 seconds. */
const awayAtFirst = (hurry: () => void) => {
  let asked = 0
  return async (): Promise<string> => {
    asked += 1
    if (asked === 7) return 'answered'
    // Once the pause has begun.
    setTimeout(hurry, 5)
    throw new PortError('transient', failure('database-unreachable'))
  }
}

it('“Try now” ends every pause of a retry, a replay, work on dead letters, and what a run has mended', async () => {
  const runs = createRunControl(
    () => undefined,
    () => ({}) as never,
  )
  const ask = awayAtFirst(runs.hurry)
  const began = performance.now()
  expect(await runs.occupy((_runId, _rules, signal) => steadily(ask, signal))).toBe('answered')
  const within = awayAtFirst(runs.hurry)
  const { signal: other } = new AbortController()
  expect(await runs.aside((_rules, signal) => steadily(within, anySignal(signal, other)))).toBe('answered')
  expect(performance.now() - began).toBeLessThan(5_000)
})

it('“Try now” ends the pauses of a look at many messages', async () => {
  const looks = createLooks(() => undefined)
  const ask = awayAtFirst(looks.hurry)
  const began = performance.now()
  expect(await looks.run('look', ({ signal }) => steadily(ask, signal))).toBe('answered')
  expect(performance.now() - began).toBeLessThan(5_000)
})
