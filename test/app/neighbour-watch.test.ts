import { describe, expect, it, onTestFinished } from 'vitest'
import { watchNeighbour, type NeighbourCare } from '../../src/app/neighbour-watch.ts'
import { failure } from '../../src/contract/failure.ts'
import { mostRestarts, type Neighbour } from '../../src/contract/neighbours.ts'
import { PortError } from '../../src/pipeline/ports.ts'
import { sleep } from '../support/scripted-queue.ts'

const gone = () => new PortError('transient', failure('database-unreachable', { address: 'a' }))
const pace = { tick: 5, steady: 60_000 }

/** Watches a neighbour that answers as long as `world.answers`. */
const watch = (change: Partial<NeighbourCare> = {}) => {
  const world = { answers: true, looks: 0 }
  const said: Neighbour[] = []
  const { stop, lookNow } = watchNeighbour(
    {
      which: 'database',
      look: async () => {
        world.looks += 1
        if (!world.answers) throw gone()
      },
      revival: null,
      every: () => 10,
      ...change,
    },
    (event) => {
      if (event.type === 'neighbour') said.push(event.neighbour)
    },
    pace,
  )
  onTestFinished(() => stop())
  const until = async (state: Neighbour['state']): Promise<void> => {
    while (said.at(-1)?.state !== state) await sleep(5)
  }
  /** Each state once, however often it was reported with another time of the next try. */
  const states = () => said.map(({ state }) => state).filter((state, index, all) => state !== all[index - 1])
  return { world, said, stop, lookNow, until, states }
}

describe('the watch over a neighbour', () => {
  it('reports once that it went away and once that it came back, with the time and the reason', async () => {
    const { world, said, until, states } = watch()
    const before = Date.now()
    world.answers = false
    await until('away')
    await sleep(60)
    world.answers = true
    await until('reachable')
    await sleep(60)
    expect(states()).toEqual(['reachable', 'away', 'reachable'])
    const away = said.find(({ state }) => state === 'away')
    const back = said.at(-1)
    expect(away).toMatchObject({ failure: { code: 'database-unreachable' } })
    expect(away?.since).toBeGreaterThanOrEqual(before)
    expect(back?.since).toBeGreaterThan(away?.since ?? Infinity)
  })

  it('says with each failed look when the next one is', async () => {
    const { world, said, until } = watch({ every: () => 40 })
    world.answers = false
    await until('away')
    while (said.filter(({ state }) => state === 'away').length < 3) await sleep(5)
    const tries = said.flatMap((one) => (one.state === 'away' ? one.nextTryAt : []))
    expect(tries).toEqual(tries.toSorted((a, b) => a - b))
    expect(new Set(tries).size).toBe(tries.length)
  })

  it('looks at once on request, and allows all restarts again', async () => {
    let restarts = 0
    const { world, lookNow, said } = watch({
      every: () => 20,
      revival: {
        hasEnded: async () => true,
        restart: () => {
          restarts += 1
          return Promise.reject(gone())
        },
      },
    })
    world.answers = false
    while (restarts < mostRestarts) await sleep(5)
    await sleep(60)
    expect(restarts).toBe(mostRestarts)
    lookNow()
    while (restarts === mostRestarts) await sleep(5)
    expect(said.findLast(({ state }) => state === 'restarting')).toMatchObject({ attempt: 1 })
  })

  it('reports nothing after a single failed look', async () => {
    let looks = 0
    const { states } = watch({
      look: async () => {
        looks += 1
        if (looks % 2 === 0) throw gone()
      },
    })
    while (looks < 9) await sleep(5)
    expect(states()).toEqual(['reachable'])
  })

  it('restarts what is built in, and says how many times it has', async () => {
    let ended = false
    let restarts = 0
    const { world, said, until, states } = watch({
      revival: {
        hasEnded: async () => ended,
        restart: async () => {
          restarts += 1
          if (restarts === 2) {
            ended = false
            world.answers = true
          } else throw gone()
        },
      },
    })
    world.answers = false
    ended = true
    await until('away')
    world.answers = false
    await until('reachable')
    expect(states()).toEqual(['reachable', 'restarting', 'away', 'restarting', 'reachable'])
    expect(said.flatMap((neighbour) => (neighbour.state === 'restarting' ? neighbour.attempt : []))).toEqual([
      1, 2,
    ])
  })

  it(`leaves it alone after ${mostRestarts} restarts, and where its process is still there`, async () => {
    let restarts = 0
    const restart = () => {
      restarts += 1
      return Promise.reject(gone())
    }
    const dead = watch({ revival: { hasEnded: async () => true, restart } })
    dead.world.answers = false
    while (restarts < mostRestarts) await sleep(5)
    await sleep(100)
    expect(restarts).toBe(mostRestarts)
    expect(dead.states().at(-1)).toBe('away')

    const slow = watch({ revival: { hasEnded: async () => false, restart } })
    slow.world.answers = false
    await slow.until('away')
    await sleep(50)
    expect(restarts).toBe(mostRestarts)
  })

  it('waits for a restart in progress when it is stopped, and starts nothing after that', async () => {
    let began = 0
    let finished = 0
    const { world, stop, states } = watch({
      revival: {
        hasEnded: async () => true,
        restart: async () => {
          began += 1
          await sleep(50)
          finished += 1
        },
      },
    })
    world.answers = false
    while (began === 0) await sleep(2)
    await stop()
    expect(finished).toBe(1)
    await sleep(50)
    expect([began, states().at(-1)]).toEqual([1, 'restarting'])
  })

  it('looks as seldom as it is told to', async () => {
    const { world } = watch({ every: () => 10_000 })
    await sleep(100)
    expect(world.looks).toBe(1)
  })
})
