import { describe, expect, it } from 'vitest'
import { mostSamples } from '../../src/contract/samples.ts'
import { connectTestMonitor, createMonitorBench } from '../support/monitors.ts'

describe('sample messages requested in the app', () => {
  it('go to the built-in queue only', async () => {
    const { queue, settings } = await createMonitorBench()
    const { monitor } = await connectTestMonitor(settings)
    expect(await monitor.send('addSamples', { count: 3, malformed: 1 })).toMatchObject({
      ok: false,
      failure: { code: 'samples-elsewhere', details: { queue: queue.name } },
    })
  })

  it.each([
    { count: 0, malformed: 0 },
    { count: mostSamples + 1, malformed: 0 },
    { count: 2, malformed: 3 },
    { count: 2, malformed: -1 },
    { count: 1.5, malformed: 0 },
  ])('are refused in a sentence where they make no sense: %j', async (counts) => {
    const { settings } = await createMonitorBench()
    const { monitor } = await connectTestMonitor(settings)
    expect(await monitor.send('addSamples', counts)).toMatchObject({
      ok: false,
      failure: { code: 'command-invalid' },
    })
  })
})
