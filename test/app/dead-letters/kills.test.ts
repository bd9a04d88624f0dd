import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { reconcile } from '../../../src/adapters/postgres/reconcile.ts'
import { openQueue } from '../../../src/adapters/sqs/queue.ts'
import { openSender } from '../../../src/adapters/sqs/send-back.ts'
import { sendBack } from '../../../src/app/dead-letters/send-back.ts'
import { openRuleBench } from '../../../src/app/repair/bench.ts'
import { createStages } from '../../../src/pipeline/repair/stages.ts'
import { sendBackAll } from '../../../src/pipeline/dead-letters/send-back.ts'
import { pullAll } from '../../../src/pipeline/dead-letters/pull.ts'
import { redriveAll } from '../../../src/pipeline/dead-letters/redrive.ts'
import type { Delivery, QueuePort } from '../../../src/pipeline/ports.ts'
import {
  createDeadLetterBench,
  tenAttributes,
  type DeadLetterBench,
} from '../../support/dead-letter-bench.ts'
import { fewOf } from '../../support/everything.ts'
import { loginBody } from '../../support/logins.ts'
import { mortal, type Death } from '../../support/mortal-port.ts'
import { asFile, kept, renamed } from '../../support/repair-bench.ts'

const never = new AbortController().signal

/** Every step of a kind of work, before and after it, the first and the second time. */
const pointsOf = (steps: readonly string[]): readonly Death[] =>
  steps.flatMap((step) =>
    (['before', 'after'] as const).flatMap((when) => [1, 2].map((hit) => ({ when, step, hit }))),
  )

const count = 15

const noneSent = {
  ...{ sent: 0, loaded: 0, alreadyLoaded: 0, unfit: 0, underWay: 0, capped: 0, elsewhere: 0, taken: 0 },
  stillRejected: 0,
}

describe.each(fewOf([true, false], 1))(
  'work on dead letters that is killed, FIFO: %s',
  { timeout: 60_000 },
  (isFifo) => {
    let bench: DeadLetterBench
    beforeAll(async () => {
      bench = await createDeadLetterBench(isFifo)
    })
    beforeEach(() => bench.empty())
    afterAll(() => bench.close())

    /** The dead-letter queue of a process that may die, which then no longer holds its messages. */
    const openDead = async (doom: <Port extends object>(port: Port) => Port) => {
      const port = await openQueue(bench.dead, 'dead-letters')
      const held: Delivery[] = []
      const open = new Set<Promise<unknown>>()
      const noting: QueuePort = {
        ...port,
        receive: async (options) => {
          const receiving = port.receive(options)
          open.add(receiving)
          const some = await receiving
          held.push(...some)
          return some
        },
      }
      // What its other calls return after that reaches nobody.
      const giveBack = async () => {
        await Promise.allSettled(open)
        await port.release(held, 0)
      }
      return { from: doom(noting), giveBack }
    }

    const parts = (doom: <Port extends object>(port: Port) => Port, runId: string) => ({
      ...{ runId, isFifo, queue: bench.names.dead, most: Infinity, patience: 0 },
      ...{ prepare: bench.workplace.prepare, reject: bench.workplace.reject },
      store: doom({ ...bench.repair.storage.store }),
      deadLetters: doom(bench.workplace.deadLetters),
      whose: { ownArn: null, isShared: false, all: true },
    })

    const openRun = async (): Promise<string> => {
      const runId = crypto.randomUUID()
      await bench.repair.storage.store.openRun(bench.workplace.runOf(runId, bench.names.dead, 'run'))
      return runId
    }

    const expectSums = async () => {
      for (const run of await reconcile(bench.repair.storage.database, null)) expect(run.holds).toBe(true)
    }

    it.each(fewOf(pointsOf(['receive', 'commit', 'note', 'remove']), 2))(
      'N3: a pull loses and doubles nothing when it dies $when $step, time $hit',
      async (death) => {
        await bench.send(
          Array.from({ length: count }, (_, n) => ({
            body: n % 3 === 0 ? 'no login' : loginBody({ user_id: `u${n}` }),
            group: `g${n % 4}`,
          })),
        )
        await bench.giveUp()
        const { died, doom } = mortal(death)
        const { from, giveBack } = await openDead(doom)
        const runId = await openRun()
        expect(await Promise.race([died, pullAll({ ...parts(doom, runId), from }, never)])).toBe('died')
        await giveBack()

        const second = await bench.pull()
        expect(second).toMatchObject({ end: 'done' })
        expect(await bench.look(bench.dead)).toEqual([])
        expect(await bench.repair.states()).toEqual({ kept: count })
        const noted = await bench.repair.test.query('select from sluice.dead_letters')
        expect(noted).toHaveLength(count)
        await expectSums()
      },
    )

    it.each(fewOf(pointsOf(['receive', 'begin', 'send', 'confirm', 'commit', 'remove']), 2))(
      'N3: a redrive makes one row of each and loses nothing when it dies $when $step, time $hit',
      async (death) => {
        await bench.send(
          Array.from({ length: count }, (_, n) => ({
            body: loginBody({ user_id: `u${n}` }),
            group: `g${n % 4}`,
            attributes: n % 3 === 0 ? tenAttributes : [],
          })),
        )
        await bench.giveUp()
        const { died, doom } = mortal(death)
        const { from, giveBack } = await openDead(doom)
        const runId = await openRun()
        const first = redriveAll(
          {
            ...{ ...parts(doom, runId), from, rate: null, beginRun: () => Promise.resolve() },
            ...{ to: doom(await openSender(bench.source)), returns: doom(bench.workplace.returns(false)) },
          },
          never,
        )
        expect(await Promise.race([died, first])).toBe('died')
        await giveBack()

        expect(await bench.redrive()).toMatchObject({ end: 'done' })
        expect(await bench.look(bench.dead)).toEqual([])
        await bench.run()
        expect(await bench.repair.rows()).toBe(count)
        expect(await bench.repair.states()).toEqual({})
        await expectSums()
      },
    )

    it.each(
      fewOf(
        pointsOf(['known', 'begin', 'send', 'confirm']).filter(
          ({ step, hit }) => step !== 'known' || hit === 1,
        ),
        2,
      ),
    )(
      'N3: sending back makes one row of each and loses nothing when it dies $when $step, time $hit',
      async (death) => {
        await bench.send(
          Array.from({ length: count }, (_, n) => ({
            body: loginBody({ user_id: `u${n}`, extra: 1 }),
            group: `g${n % 4}`,
          })),
        )
        await bench.run()
        expect(await bench.repair.states()).toEqual({ kept: count })
        const originals = await bench.repair.originals()
        const { died, doom } = mortal(death)
        const { prepare } = bench.workplace
        const first = sendBackAll(
          {
            ...{ runId: crypto.randomUUID(), queue: bench.names.source, prepare, rate: null, byRule: null },
            ...{ seal: bench.repair.storage.seal, beginRun: () => Promise.resolve() },
            rejections: bench.repair.storage.rejections(kept),
            to: doom(await openSender(bench.source)),
            returns: doom(bench.workplace.returns(false)),
          },
          { ...noneSent },
          never,
        )
        expect(await Promise.race([died, first])).toBe('died')
        // What a killed command was about to send is left to it for a while.
        await bench.repair.test.query(`update sluice.returns set tried_at = tried_at - interval '5 minutes'`)

        expect(
          await sendBack(bench.workplace, { which: kept, rate: null, again: false }, never),
        ).toMatchObject({
          end: 'done',
          capped: 0,
        })
        expect(await bench.repair.originals()).toBe(originals)
        // A run whose rules let the field through.
        await bench.run({ allowUnknownFields: true })
        expect(await bench.repair.rows()).toBe(count)
        expect(await bench.repair.states()).toEqual({ loaded: count })
        await expectSums()
      },
    )

    it.each(fewOf(pointsOf(['keep', 'begin', 'send', 'confirm']), 2))(
      'N3: sending back by a rule makes one row of each and loses nothing when it dies $when $step, time $hit',
      async (death) => {
        await bench.send(
          Array.from({ length: count }, (_, n) => ({
            body: loginBody({ user_id: undefined, userId: `u${n}` }),
            group: `g${n % 4}`,
          })),
        )
        await bench.run()
        const originals = await bench.repair.originals()
        const { died, doom } = mortal(death)
        const { storage } = bench.repair
        const opened = await openRuleBench(bench.workplace.benchOf(kept, null), asFile(renamed))
        const repairs = storage.repairs({ ruleId: opened.kept.id, by: 'tester', mostSends: 5 })
        const { prepare } = bench.workplace
        const { seal } = storage
        const first = sendBackAll(
          {
            ...{ runId: crypto.randomUUID(), queue: bench.names.source, prepare, rate: null, seal },
            ...{ rejections: storage.rejections(kept), beginRun: () => Promise.resolve() },
            to: doom(await openSender(bench.source)),
            returns: doom(bench.workplace.returns(false)),
            byRule: { by: opened.mendBy, repairs: doom(repairs), seal, prepare, stages: createStages(10) },
          },
          { ...noneSent },
          never,
        )
        expect(await Promise.race([died, first])).toBe('died')
        // What a killed command was about to send is left to it for a while.
        await bench.repair.test.query(`update sluice.returns set tried_at = tried_at - interval '5 minutes'`)

        const request = { which: kept, rate: null, again: false, mend: { ...opened, mostFailures: 10 } }
        expect(await sendBack(bench.workplace, request, never)).toMatchObject({ end: 'done', capped: 0 })
        expect(await bench.repair.originals()).toBe(originals)
        await bench.run()
        expect(await bench.repair.rows()).toBe(count)
        expect(await bench.repair.states()).toEqual({ loaded: count })
        expect(await bench.repair.outcomes()).toEqual({ loaded: count })
        await expectSums()
      },
    )
  },
)
