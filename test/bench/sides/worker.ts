import { contend } from '../side.ts'
import { openSluice } from './sluice-parts.ts'

/** Sluice as a worker that runs without an end, for `count` seconds. */
await contend(async (options) => {
  const run = await openSluice(options)
  return async () => {
    let received = 0
    await run(
      'stopped',
      null,
      (counts) => (received += counts.received),
      AbortSignal.timeout(options.count * 1000),
    )
    return received
  }
})
