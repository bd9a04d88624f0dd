import { describe, expect, it } from 'vitest'
import { createLooks, type Look } from '../../src/app/looks.ts'
import type { MonitorEvent } from '../../src/contract/events.ts'

/** Looks whose actions end when the test says so. */
const stage = () => {
  const events: MonitorEvent[] = []
  const begun: string[] = []
  const looks = createLooks((event) => events.push(event))
  const ends = new Map<string, (answer: string) => void>()
  const run = (name: string) =>
    looks.run(
      name,
      ({ signal, tell }: Look) =>
        new Promise<string>((resolve) => {
          begun.push(name)
          tell(1, 9)
          ends.set(name, resolve)
          signal.addEventListener('abort', () => resolve('cut short'))
        }),
    )
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0))
  return { events, begun, looks, run, settled, end: (name: string) => ends.get(name)?.(name) }
}

describe('looks at many messages', () => {
  it('wait for each other, and each reports its progress', async () => {
    const { events, begun, run, settled, end } = stage()
    const both = [run('a'), run('b')]
    await settled()
    expect(begun).toEqual(['a'])
    end('a')
    await settled()
    expect(begun).toEqual(['a', 'b'])
    end('b')
    expect(await Promise.all(both)).toEqual(['a', 'b'])
    expect(events).toEqual([
      { type: 'look', operation: 'a', look: { looked: 1, of: 9 } },
      { type: 'look', operation: 'a', look: null },
      { type: 'look', operation: 'b', look: { looked: 1, of: 9 } },
      { type: 'look', operation: 'b', look: null },
    ])
  })

  it('end when they are cancelled, without half an answer, even before they have begun', async () => {
    const { begun, looks, run, settled, end } = stage()
    const [first, second] = [run('a'), run('b')]
    const ends = Promise.allSettled([first, second])
    await settled()
    expect(looks.cancel('b')).toBe(true)
    expect(looks.cancel('a')).toBe(true)
    expect(await ends).toMatchObject([
      { status: 'rejected', reason: { failure: { code: 'cancelled' } } },
      { status: 'rejected', reason: { failure: { code: 'cancelled' } } },
    ])
    expect(begun).toEqual(['a'])
    expect(looks.cancel('a')).toBe(false)
    // An earlier failure is not in the way.
    const third = run('c')
    await settled()
    end('c')
    expect(await third).toBe('c')
  })

  it('have their own names, and leave nothing behind when everything is closed', async () => {
    const { looks, run, settled } = stage()
    const ends = Promise.allSettled([run('a'), run('a'), run('b')])
    await settled()
    await looks.close()
    expect((await ends).map((one) => one.status === 'rejected' && one.reason.failure.code)).toEqual([
      'cancelled',
      'operation-active',
      'cancelled',
    ])
  })
})
