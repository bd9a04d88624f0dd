import { memoryNotes, type MemorySample } from '../memory-notes.ts'
import { contend } from '../side.ts'
import { openSluice } from './sluice-parts.ts'

/** Sluice, doing all of its work: validate, mask, seal, ledger, rows, commit, delete. Records its memory. */
await contend(async (options) => {
  const run = await openSluice(options)
  return async () => {
    let settled = 0
    const memory: MemorySample[] = []
    const sample = setInterval(() => {
      memory.push({ at: performance.now(), mb: process.memoryUsage.rss() / 1e6 })
    }, 1_000)
    await run(
      'empty',
      options.variant === 'shared' ? null : options.count,
      (counts) => {
        settled += counts.loaded + counts.rejected
      },
      new AbortController().signal,
    )
    clearInterval(sample)
    return { messages: settled, notes: memoryNotes(memory) }
  }
})
