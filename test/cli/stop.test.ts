import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sampleBodies } from '../../src/app/sample.ts'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'

let bench: CommandBench
beforeEach(async () => {
  bench = await createCommandBench()
})
afterEach(() => bench.close())

describe('sluice run when it is told to stop', { timeout: 60_000 }, () => {
  it('ends on Ctrl-C with code 130, with nothing in flight and nothing uncounted', async () => {
    await bench.queue.send(sampleBodies({ count: 2_000, malformed: 0, seed: 5 }))
    const running = bench.start('run', '--json', ...bench.queueFlags, ...bench.databaseFlags)
    await running.says(/"loaded":[1-9]/)
    running.kill('SIGINT')
    const end = await running.ended
    expect(end.code).toBe(130)
    const counts = JSON.parse(end.stdout) as Record<'received' | 'loaded' | 'released', number>
    expect(counts.received).toBe(counts.loaded + counts.released)
    const { visible, inFlight } = await bench.queue.port.depth()
    expect(inFlight).toBe(0)
    expect(visible).toBe(2_000 - counts.loaded)
    expect(await bench.database.query('select from user_logins')).toHaveLength(counts.loaded)
  })

  it('ends on SIGTERM with code 0 while it waits for messages', async () => {
    const running = bench.start('run', ...bench.queueFlags, ...bench.databaseFlags)
    await running.says('"phase":"waiting"')
    running.kill('SIGTERM')
    expect(await running.ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^0 received/) })
  })
})
