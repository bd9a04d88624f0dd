import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readHistory } from '../../../src/adapters/postgres/repair-history.ts'
import { keepOwnVersion } from '../../../src/app/repair/mend-one.ts'
import { retryRejected } from '../../../src/app/retry-rejected.ts'
import { sendBack } from '../../../src/app/dead-letters/send-back.ts'
import { changeState } from '../../../src/adapters/postgres/rejected-state.ts'
import { usualReplay } from '../../../src/contract/repair-outcome.ts'
import {
  createDeadLetterBench,
  tenAttributes,
  type DeadLetterBench,
} from '../../support/dead-letter-bench.ts'
import { fewOf } from '../../support/everything.ts'
import { loginBody } from '../../support/logins.ts'
import { kept } from '../../support/repair-bench.ts'

const never = new AbortController().signal
const wrong = (user_id: string): string => loginBody({ user_id, ip: 'nowhere' })

describe.each(fewOf([true, false], 1))(
  'sending rejected messages back, FIFO: %s',
  { timeout: 60_000 },
  (isFifo) => {
    let bench: DeadLetterBench
    beforeAll(async () => {
      bench = await createDeadLetterBench(isFifo)
    })
    beforeEach(() => bench.empty())
    afterAll(() => bench.close())

    const back = (again = false) => sendBack(bench.workplace, { which: kept, rate: null, again }, never)
    /** Rejects messages as a run does, and returns their numbers by message id. */
    const reject = async (...messages: Parameters<DeadLetterBench['send']>[0]) => {
      const ids = await bench.send(messages)
      await bench.run()
      return Promise.all(ids.map((id) => bench.repair.rejectedId(id)))
    }
    const mend = (rejectedId: string, text: string) =>
      keepOwnVersion(bench.repair.storage, { rejectedId, seen: 0, text, by: 'tester' })
    const history = (id: string) => readHistory(bench.repair.storage.database, id)

    it('N3: sends the newest version with its origin, and counts until a run has loaded it', async () => {
      const [id = ''] = await reject({ body: wrong('a'), origin: 'o-1', group: 'g' })
      const originals = await bench.repair.originals()
      await mend(id, loginBody({ user_id: 'a' }))
      expect(await back()).toMatchObject({ sent: 1, unfit: 0, end: 'done', failure: null })
      expect(await bench.repair.states()).toEqual({ kept: 1 })
      const sent = await history(id)
      expect(sent.versions[0]).toMatchObject({ version: 1, outcome: 'sent' })
      expect(sent.returns).toMatchObject([{ version: 1, queue: bench.names.source, outcome: 'sent' }])
      await bench.run()
      expect(await bench.repair.states()).toEqual({ loaded: 1 })
      expect(await bench.repair.rows()).toBe(1)
      const after = await history(id)
      expect(after).toMatchObject({ state: 'loaded', rowId: expect.any(String) })
      expect(after.versions[0]).toMatchObject({ outcome: 'loaded' })
      expect(after.returns).toMatchObject([{ outcome: 'loaded' }])
      expect(await bench.repair.originals()).toBe(originals)
    })

    it('N3: no longer counts once a run has rejected it again, which counts instead', async () => {
      const [id = ''] = await reject({ body: wrong('a'), group: 'g' })
      expect(await back()).toMatchObject({ sent: 1 })
      await bench.run()
      expect(await bench.repair.states()).toEqual({ kept: 1, 'rejected-again': 1 })
      expect(await history(id)).toMatchObject({
        state: 'rejected-again',
        returns: [{ outcome: 'rejected-again' }],
      })
      const [one] = await bench.repair.test.query<{ origins: number }>(
        'select count(distinct origin_id)::integer as origins from sluice.rejected',
      )
      expect(one?.origins).toBe(1)
    })

    it('N3: recognises what it has sent, and sends it again only on request', async () => {
      await reject({ body: wrong('a') })
      expect(await back()).toMatchObject({ sent: 1 })
      expect(await back()).toMatchObject({ sent: 0, underWay: 1 })
      expect(await bench.look(bench.source)).toHaveLength(1)
      expect(await back(true)).toMatchObject({ sent: 1, underWay: 0 })
    })

    it('N3: by two at once is sent once', async () => {
      await reject(...Array.from({ length: 20 }, (_, n) => ({ body: wrong(`u${n}`), group: `g${n}` })))
      const ends = await Promise.all([back(), back()])
      expect(ends.reduce((sum, { sent }) => sum + sent, 0)).toBe(20)
      expect(await bench.look(bench.source)).toHaveLength(20)
    })

    it(`N3: is sent ${usualReplay.mostSends} times at most, under whatever id it comes back`, async () => {
      await reject({ body: wrong('poison') })
      for (let time = 0; time < usualReplay.mostSends; time += 1) {
        expect(await back()).toMatchObject({ sent: 1, capped: 0 })
        await bench.run()
      }
      expect(await back()).toMatchObject({ sent: 0, capped: 1 })
      expect(await bench.repair.states()).toEqual({ kept: 1, 'rejected-again': usualReplay.mostSends })
    })

    it.each([
      ['ten attributes', { attributes: tenAttributes }],
      ['1 MiB', { pad: 1_048_576 }],
    ] as const)(
      'N3: with %s is loaded where it would pass, and stays where it would not',
      async (_, more) => {
        const pad = 'pad' in more ? more.pad : 0
        const attributes = 'attributes' in more ? more.attributes : []
        const [right = ''] = await reject(
          { body: wrong('a').padEnd(pad, ' '), attributes, group: 'a' },
          { body: wrong('b').padEnd(pad, ' '), attributes, group: 'b' },
        )
        await mend(right, loginBody({ user_id: 'a' }).padEnd(pad, ' '))
        expect(await back()).toMatchObject({ sent: 0, loaded: 1, unfit: 1, end: 'done' })
        expect(await bench.repair.states()).toEqual({ loaded: 1, kept: 1 })
        expect((await history(right)).versions[0]).toMatchObject({ outcome: 'loaded' })
        expect(await bench.look(bench.source)).toEqual([])
      },
    )

    it('is one row if it was loaded meanwhile', async () => {
      const [id = ''] = await reject({ body: loginBody({ user_id: 'a', extra: 1 }), group: 'g' })
      await back()
      const { request, storage } = bench.repair
      const lenient = { allowUnknownFields: true }
      expect(
        await retryRejected({ ...request(), storage, rules: lenient, which: kept }, never),
      ).toMatchObject({
        loaded: 1,
      })
      await bench.run()
      expect(await bench.repair.rows()).toBe(1)
      expect(await history(id)).toMatchObject({ state: 'loaded' })
    })

    it('reports that a message was discarded meanwhile', async () => {
      const [id = ''] = await reject({ body: wrong('a') })
      await back()
      await changeState(bench.repair.storage.database, { by: 'ids', ids: [id] }, 'discarded', null)
      await bench.workplace.returns(false).settle()
      expect(await history(id)).toMatchObject({ state: 'discarded', returns: [{ outcome: 'discarded' }] })
    })

    it('leaves messages that came from another queue', async () => {
      await reject({ body: wrong('a') })
      await bench.repair.test.query(`update sluice.runs set queue = 'another'`)
      expect(await back()).toMatchObject({ sent: 0, elsewhere: 1 })
    })

    it('sends pulled messages to the queue they came from, and to no other', async () => {
      const other = await bench.share()
      await bench.send([{ body: wrong('ours'), group: 'a' }])
      await bench.send([{ body: wrong('theirs'), group: 'b' }], other)
      await bench.giveUp()
      await bench.giveUp(other)
      await bench.pull({ all: true })
      expect(await back()).toMatchObject({ sent: 1, elsewhere: 1 })
      expect((await bench.look(bench.source)).map(({ body }) => body)).toEqual([wrong('ours')])
    })

    it('keeps the order of each group', async () => {
      await reject(...Array.from({ length: 12 }, (_, n) => ({ body: wrong(`u${n}`), group: `g${n % 2}` })))
      await back()
      const users = (await bench.look(bench.source)).map(({ body }) => JSON.parse(body).user_id as string)
      if (!isFifo) return expect(users).toHaveLength(12)
      for (const odd of [0, 1])
        expect(users.filter((user) => Number(user.slice(1)) % 2 === odd)).toEqual(
          Array.from({ length: 6 }, (_, n) => `u${n * 2 + odd}`),
        )
    })
  },
)
