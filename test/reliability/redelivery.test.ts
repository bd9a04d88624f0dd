import { describe, expect, test } from 'vitest'
import { runEngine } from '../prove/engine.ts'
import { createWorld, expectDrained } from './world.ts'

describe('redelivery', () => {
  test('A06: a message that comes twice in one receive, and again after its delete, is one row', async () => {
    await using world = await createWorld()
    world.send(200)
    Object.assign(world.double.queue.mischief, { doubleNext: 5, redeliverShare: 0.5, redeliverLeft: 60 })

    const { end, counts } = await runEngine(world.target)

    expect(end).toBe('drained')
    expect(counts.received).toBe(counts.loaded + counts.duplicates + counts.rejected)
    expect(counts.duplicates).toBeGreaterThan(5)
    expect(world.double.requests.filter((one) => one.action === 'DeleteMessageBatch')).not.toHaveLength(0)
    await expectDrained(world)
  })
})
