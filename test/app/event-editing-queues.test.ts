import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSampleDesk } from '../../src/app/event-desk/sample-desk.ts'
import { createMonitor, type Monitor } from '../../src/app/monitor.ts'
import { remoteQueue } from '../../src/app/queue-target.ts'
import { FailureError } from '../../src/contract/failure.ts'
import type { ProfileDraft } from '../../src/contract/settings.ts'
import { queueThread } from '../support/built.ts'
import { createDeadLetterBench, type DeadLetterBench } from '../support/dead-letter-bench.ts'
import { draftFrom } from '../support/event-drafts.ts'
import { followClient, type FollowedClient } from '../support/follow-client.ts'
import { makeFolder } from '../support/folders.ts'
import { testSettings } from '../support/settings.ts'

let bench: DeadLetterBench
let folder: string
let monitor: Monitor
let client: FollowedClient
beforeAll(async () => {
  ;[bench, folder] = await Promise.all([createDeadLetterBench(), makeFolder()])
  // No connection is needed: the queue is that of a connection as typed.
  const away = {
    queueName: 'away',
    endpoint: 'http://127.0.0.1:9',
    databaseUrl: 'postgres://a@127.0.0.1:9/a',
  }
  monitor = createMonitor(testSettings(folder, away), queueThread)
  client = followClient(monitor)
}, 60_000)
afterAll(async () => {
  await monitor.close()
  await bench.close()
  await rm(folder, { recursive: true, force: true })
})

const place = (more: Partial<ProfileDraft> = {}) => ({
  kind: 'profile' as const,
  profile: {
    ...{ id: null, kind: 'docker' as const, name: '', queue: bench.names.source, endpoint: bench.endpoint },
    ...{ region: '', awsProfile: '', databaseUrl: '', password: null, event: null, ...more },
  },
})

const send = async (bodies: readonly string[]): Promise<void> => {
  await bench.empty()
  await bench.send(bodies.map((body) => ({ body })))
}

const take = () => client.ask('takeSample', { place: place(), match: null })

describe('a sample for the page', { timeout: 60_000 }, () => {
  it('is refused if a message has a single receive, and nothing is received', async () => {
    await send(['{"a":1}'])
    await bench.setReceives(1)
    expect(await client.ask('priceSample', { place: place() })).toMatchObject({
      limit: { maxReceiveCount: 1, deadLetters: bench.names.dead },
    })
    await expect(take()).rejects.toThrow('peek-unsafe')
    await bench.setReceives(3)
    expect(await take()).toMatchObject({ looked: 1 })
    const [seen] = await bench.look(bench.source)
    expect(seen?.receiveCount).toBe(2)
  })

  it('of none, of what is not a JSON object, and of a half-typed connection, is reported in a sentence', async () => {
    await send([])
    await expect(take()).rejects.toThrow('event-sample-none')
    await send(['[1]', 'buyer@example.org'])
    await expect(take()).rejects.toThrow('event-sample-none')
    const half = client.ask('priceSample', { place: place({ queue: '' }) })
    await expect(half).rejects.toThrow('settings-invalid')
    await expect(client.ask('priceSample', { place: place({ queue: 'nobody' }) })).rejects.toThrow(
      'queue-missing',
    )
  })

  it('of one message is proposed without a required field', async () => {
    await send(['{"id":7,"mail":"buyer@example.org","token":"x"}'])
    const { rows, of } = await take()
    expect(of).toBe(1)
    expect(rows.map(({ field }) => [field.pointer, field.required, field.standing])).toEqual([
      ['/id', false, 'kept'],
      ['/mail', false, expect.stringMatching(/asked|kept/)],
      ['/token', false, 'left-out'],
    ])
  })

  it('of hostile names and of ten thousand shapes is bounded, and shows none of them', async () => {
    const hostile = ['__proto__', 'a\u202Eb', 'x'.repeat(400), 'buyer@example.org', '']
    const deep = `${'{"d":'.repeat(300)}1${'}'.repeat(300)}`
    const shapes = Array.from({ length: 100 }, (_, message) =>
      JSON.stringify(
        Object.fromEntries(
          Array.from({ length: 100 }, (__, name) => [`shape_${letters(message * 100 + name)}`, 1]),
        ),
      ),
    )
    await send([JSON.stringify(Object.fromEntries(hostile.map((name) => [name, 1]))), deep, ...shapes])
    const taken = await take()
    expect(taken).toMatchObject({ looked: 102, unreadable: 1 })
    expect(taken.rows.length).toBeLessThanOrEqual(300)
    const told = JSON.stringify(taken)
    expect(told.length).toBeLessThan(300_000)
    for (const name of ['\u202E', 'buyer', '__proto__', 'xxxx']) expect(told).not.toContain(name)
    const judged = await client.ask('judgeDraft', { sample: taken.sample, draft: draftFrom(taken, 'shapes') })
    expect(judged.reasons.length).toBeLessThanOrEqual(50)
    // What has no room is left out, so that there is a definition at once.
    expect(judged.mistakes).toEqual([])
    const kept = taken.rows.filter(({ field }) => field.standing !== 'left-out')
    expect([kept.length, taken.isWhole]).toEqual([64, false])
    const crowded = taken.rows.find(({ field }) => field.standing === 'left-out')
    expect(crowded?.notes).toEqual(['no room: an event has at most 64 fields'])
  })

  it('is dropped if nobody asks about it any more, as after its page was closed', async () => {
    await send(['{"id":7}'])
    const desk = createSampleDesk(1)
    const target = remoteQueue({
      ...{ kind: 'remote', endpoint: bench.endpoint, region: null, hasCredentials: false, protocol: 'auto' },
      queue: { name: bench.names.source, url: null, endpoint: null, region: null },
    })
    const { sample } = await desk.take(target, null)
    const isGone = () => {
      try {
        desk.propose(sample, null)
        return false
      } catch (error) {
        return error instanceof FailureError && error.failure.code === 'event-sample-gone'
      }
    }
    await expect.poll(isGone).toBe(true)
    await desk.close()
  })

  it('separates two events by what distinguishes them, and takes one of them without receiving', async () => {
    await send(
      Array.from({ length: 60 }, (_, index) =>
        JSON.stringify(index % 3 === 0 ? { event: 'opened', page: index } : { event: 'paid', sum: index }),
      ),
    )
    const taken = await take()
    expect(taken.parting).toMatchObject({
      pointer: '/event',
      values: [{ text: 'paid', count: 40 }, { count: 20 }],
    })
    const match = { pointer: '/event', enum: ['opened'] }
    const opened = await client.ask('proposeEvent', { sample: taken.sample, match })
    expect([opened.of, opened.others]).toEqual([20, 40])
    expect(opened.rows.map(({ field }) => field.pointer)).toEqual(['/page'])
    // The shares beside the fields and the verdict are of this event only.
    const judge = (pointer: string) =>
      client.ask('judgeDraft', {
        sample: taken.sample,
        draft: { ...draftFrom(opened, 'opened'), match: { ...match, pointer }, unknownFields: 'ignore' },
      })
    expect(await judge('/event')).toMatchObject({
      ...{ of: 20, others: 40, passed: 20, reasons: [] },
      places: [{ seen: 20, nulls: 0 }],
    })
    expect(await judge('/kind')).toMatchObject({ of: 0, others: 60, passed: 0, reasons: [] })
  })
})

/** Names that consist of letters. */
const letters = (number: number): string =>
  Array.from(String(number), (digit) => 'abcdefghij'.charAt(Number(digit))).join('')
