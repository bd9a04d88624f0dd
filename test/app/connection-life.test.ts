import { describe, expect, it, onTestFinished } from 'vitest'
import { openConnectionLife, type ConnectionWorld } from '../../src/app/connection-life.ts'
import { connect, type Connection } from '../../src/app/connection.ts'
import type { MonitorEvent } from '../../src/contract/events.ts'
import { failure, FailureError } from '../../src/contract/failure.ts'
import { queueThread } from '../support/built.ts'
import { createMonitorBench } from '../support/monitors.ts'
import { sleep } from '../support/scripted-queue.ts'

const stubborn = (): Promise<never> => Promise.reject(new FailureError(failure('queue-busy')))

/** A connection life on real servers, whose steps are recorded and can be made to fail. */
const openLife = async (change: Partial<ConnectionWorld> = {}) => {
  const { settings } = await createMonitorBench()
  const events: MonitorEvent[] = []
  const steps: string[] = []
  const note = (step: string) => async () => {
    steps.push(step)
  }
  const life = openConnectionLife(
    {
      connect: () => connect(settings, queueThread),
      notices: () => [],
      tend: () => ({
        heed: () => steps.push('heed'),
        lookNow: () => steps.push('look'),
        stop: note('watch'),
      }),
      users: [note('run'), note('export')],
      emit: (event) => events.push(event),
      ...change,
    },
    false,
  )
  onTestFinished(() => life.close().catch(() => undefined))
  const states = () => events.map(({ type }) => type)
  const until = async (count: number) => {
    while (events.length < count) await sleep(10)
  }
  return { life, settings, events, steps, states, until }
}

/** Closes properly, and then reports that it could not. */
const closingBadly = (connection: Connection): Connection => ({
  ...connection,
  close: () => connection.close().then(stubborn),
})

describe('the life of a connection', () => {
  it('opens the next connection although closing the last one failed, and reports that', async () => {
    const { settings } = await createMonitorBench()
    const { life, events, states, until } = await openLife({
      connect: async () => closingBadly(await connect(settings, queueThread)),
    })
    await until(1)
    const first = life.connected()
    await life.reopen(false)
    await life.reopen(false)
    expect(states()).toEqual(['connected', 'connecting', 'connected', 'connecting', 'connected'])
    expect(life.connected()).not.toBe(first)
    expect(events.at(-1)).toMatchObject({
      source: { notices: [expect.stringMatching(/^The former connection did not close cleanly: /)] },
    })
  })

  it.each(['watch', 'run', 'export'])(
    'takes every further step although ending the %s fails',
    async (bad) => {
      const steps: string[] = []
      const step = (name: string) => () => {
        steps.push(name)
        return name === bad ? stubborn() : Promise.resolve()
      }
      const { life, until } = await openLife({
        tend: () => ({ heed: () => undefined, lookNow: () => undefined, stop: step('watch') }),
        users: [step('run'), step('export')],
      })
      await until(1)
      await life.reopen(false)
      expect(steps).toEqual(['watch', 'run', 'export'])
      expect(life.connected().source.queue.embedded).toBe(false)
    },
  )

  it('closes everything before it reports to the caller of close that something failed', async () => {
    const { settings } = await createMonitorBench()
    let closed = false
    const { life, steps, until } = await openLife({
      connect: async () => {
        const connection = await connect(settings, queueThread)
        return {
          ...connection,
          close: async () => {
            await connection.close()
            closed = true
            return stubborn()
          },
        }
      },
    })
    await until(1)
    await expect(life.close()).rejects.toMatchObject({ failure: { code: 'queue-busy' } })
    expect(closed).toBe(true)
    expect(steps).toContain('watch')
    expect(() => life.connected()).toThrow(FailureError)
  })

  it('says since when it has failed and until when it waits, and tries at once on request', async () => {
    let mends = false
    const { settings } = await createMonitorBench()
    const { life, events, steps, until, states } = await openLife({
      retryPause: 600_000,
      connect: () => (mends ? connect(settings, queueThread) : stubborn()),
    })
    await until(1)
    const [failed] = events
    expect(failed).toMatchObject({ type: 'connection-failed', failure: { code: 'queue-busy' } })
    if (failed?.type === 'connection-failed') expect(failed.nextTryAt).toBe(failed.at + 600_000)
    life.heed({ type: 'connecting' })
    expect(steps).toEqual([])
    mends = true
    await life.tryNow()
    expect(states()).toEqual(['connection-failed', 'connected'])
    // With a connection, a try is only a look.
    await life.tryNow()
    expect(states()).toHaveLength(2)
    life.heed({ type: 'connecting' })
    expect(steps).toEqual(['look', 'heed'])
  })

  it('does not retry by itself what someone has to mend first', async () => {
    const { events, until } = await openLife({
      retryPause: 10,
      connect: () => Promise.reject(new FailureError(failure('queue-missing', { queue: 'q' }))),
    })
    await until(1)
    await sleep(60)
    expect(events).toMatchObject([{ type: 'connection-failed', nextTryAt: null }])
  })

  it('opens nothing once it is closed, though a retry was due', async () => {
    let tries = 0
    const { life, until } = await openLife({
      retryPause: 30,
      connect: () => {
        tries += 1
        return stubborn()
      },
    })
    await until(3)
    await life.close()
    const before = tries
    await sleep(100)
    await life.reopen(false)
    expect(tries).toBe(before)
  })
})
