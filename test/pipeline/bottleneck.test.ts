import { describe, expect, it, test } from 'vitest'
import { bottleneckNow } from '../../src/contract/bottleneck.ts'
import type { Bottleneck, Phase } from '../../src/contract/events.ts'
import { bottleneckOf, waitsFor, type Waits } from '../../src/pipeline/bottleneck.ts'
import { drain } from '../../src/pipeline/run.ts'
import { createDeliveries, createDelivery } from '../support/deliveries.ts'
import { createTestRun } from '../support/runs.ts'
import { createScriptedQueue, sleep } from '../support/scripted-queue.ts'
import { createScriptedStore } from '../support/scripted-store.ts'

const waits = (change: Partial<Waits>): Waits => ({ processor: 0.3, database: 0, queue: 0, ...change })

describe('the bottleneck', () => {
  test.each<[string, Waits, Bottleneck | null, Bottleneck | null]>([
    ['nobody, where nothing is clear', waits({ database: 0.5, queue: 0.5 }), null, null],
    ['nobody, where nothing goes on', waits({ processor: 0 }), null, null],
    ['the queue, where writers have nothing to do', waits({ queue: 0.8 }), null, 'queue'],
    ['the database, where all commits are open', waits({ database: 0.75, queue: 0.2 }), null, 'database'],
    [
      'the processor, whatever seems slow beside it',
      waits({ processor: 0.9, database: 0.9, queue: 0.1 }),
      null,
      'processor',
    ],
    ['the same as before, while it is nearly clear', waits({ queue: 0.55 }), 'queue', 'queue'],
    ['nobody any more, once it is not', waits({ queue: 0.45 }), 'queue', null],
    ['another, as soon as that is clear', waits({ queue: 0.55, database: 0.7 }), 'queue', 'database'],
  ])('is %s', (_, lately, before, expected) => {
    expect(bottleneckOf(lately, before)).toBe(expected)
  })

  test.each([
    ['database', 'every commit is open', { committing: 4, receiving: 3, removing: 0 }],
    [
      'database',
      'a commit is open and there is no room to receive',
      { committing: 1, receiving: 0, removing: 0 },
    ],
    ['queue', 'calls are open and a writer is free', { committing: 1, receiving: 3, removing: 0 }],
    ['queue', 'only deletes are open', { committing: 0, receiving: 0, removing: 2 }],
    [null, 'nothing is open', { committing: 0, receiving: 0, removing: 0 }],
  ] as const)('sees what a run waits for: %s, if %s', (expected, _, moment) => {
    expect(waitsFor({ ...moment, writers: 4 })).toBe(expected)
  })

  const now = (bottleneck: Bottleneck | null, phase: Phase, visible: number | null) =>
    bottleneckNow({ bottleneck, phase, end: null }, visible === null ? null : { visible })

  it('is shown only while messages are received, and the queue only while messages wait in it', () => {
    expect(now('database', { name: 'receiving' }, 0)).toBe('database')
    expect(now('queue', { name: 'receiving' }, 5)).toBe('queue')
    expect(now('queue', { name: 'receiving' }, 0)).toBeNull()
    expect(now('queue', { name: 'receiving' }, null)).toBeNull()
    for (const name of ['paused', 'waiting', 'finishing'] as const)
      expect(now('database', { name }, 5)).toBeNull()
    const end = { at: 1, outcome: 'drained', failure: null, left: null } as const
    expect(bottleneckNow({ bottleneck: 'database', phase: { name: 'receiving' }, end }, null)).toBeNull()
  })
})

describe.concurrent('a run finds its bottleneck', () => {
  const found = async (slow: 'queue' | 'database'): Promise<readonly (Bottleneck | null)[]> => {
    const queue = createScriptedQueue(createDeliveries(100))
    const store = createScriptedStore()
    const told: (Bottleneck | null)[] = []
    const onBottleneck = (bottleneck: Bottleneck | null) => void told.push(bottleneck)
    const stop = new AbortController()
    const { run } = createTestRun(queue, store, { until: 'stopped', onBottleneck })
    if (slow === 'database') store.setBeforeCommit(() => sleep(150))
    const feed = setInterval(() => {
      const many = slow === 'database' ? 200 : 1
      queue.waiting.push(...Array.from({ length: many }, () => createDelivery()))
    }, 20)
    setTimeout(() => stop.abort(), 2_600)
    await drain(run, stop.signal)
    clearInterval(feed)
    return told
  }

  it('in a database with slow commits', async () => {
    expect(await found('database')).toEqual(['database'])
  })

  it('in a queue that delivers one message at a time', async () => {
    expect(await found('queue')).toEqual(['queue'])
  })
})
