import { describe, expect, it } from 'vitest'
import { createLatch } from '../../src/pipeline/latch.ts'

describe('a latch', () => {
  it('wakes all who wait, and nobody who comes later', async () => {
    const latch = createLatch()
    const woken: string[] = []
    const wait = async (name: string, milliseconds?: number) => {
      await latch.wait(milliseconds)
      woken.push(name)
    }
    const both = [wait('a'), wait('b', 60_000)]
    latch.notify()
    await Promise.all(both)
    const late = wait('late')
    expect(woken).toEqual(['a', 'b'])
    latch.notify()
    await late
    expect(woken).toEqual(['a', 'b', 'late'])
  })

  it('ends by itself after the given time', async () => {
    await createLatch().wait(1)
  })
})
