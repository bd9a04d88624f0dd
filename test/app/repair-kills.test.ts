import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { reconcile } from '../../src/adapters/postgres/reconcile.ts'
import { openRuleBench } from '../../src/app/repair/bench.ts'
import type { Storage } from '../../src/app/storage.ts'
import type { RepairRule } from '../../src/contract/repair-rule.ts'
import type { RetryBatch } from '../../src/pipeline/ports.ts'
import type { RepairsPort } from '../../src/pipeline/repair/repairs-port.ts'
import { leftToProve } from '../support/everything.ts'
import { loginBody } from '../support/logins.ts'
import {
  asFile,
  createRepairBench,
  fiveCauses,
  wrongLogin,
  type RepairBench,
} from '../support/repair-bench.ts'

const signal = new AbortController().signal
const rule = fiveCauses[0]?.rule as RepairRule

const steps = ['known', 'send', 'load', 'rejectAgain', 'settle'] as const

type Step = (typeof steps)[number]

/** Where a process is killed: before or after a step, at its first or a later time. */
const points = steps.flatMap((step) =>
  (['before', 'after'] as const).flatMap((when) => [1, 2].map((hit) => ({ when, step, hit }))),
)

/** Each page is looked at once. */
const isLast = ({ step, hit }: (typeof points)[number]): boolean => hit === (step === 'known' ? 1 : 2)

/** Storage in which one step never returns, as for a killed process; `died` settles when it is reached. */
const mortal = (storage: Storage, at: (typeof points)[number]) => {
  let passed = 0
  let tell: () => void = () => undefined
  const died = new Promise<void>((settle) => {
    tell = settle
  })
  const trap =
    <A extends readonly unknown[], R>(step: Step, action: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (step !== at.step || (passed += 1) !== at.hit) return action(...args)
      if (at.when === 'after') await action(...args)
      tell()
      return new Promise(() => undefined)
    }
  const doomed: Storage = {
    ...storage,
    repairs: (mending) => {
      const port = storage.repairs(mending)
      return {
        keep: (...args: Parameters<RepairsPort['keep']>) => port.keep(...args),
        known: trap('known', (...args: Parameters<RepairsPort['known']>) => port.known(...args)),
        send: trap('send', (...args: Parameters<RepairsPort['send']>) => port.send(...args)),
        rejectAgain: trap('rejectAgain', (...args: Parameters<RepairsPort['rejectAgain']>) =>
          port.rejectAgain(...args),
        ),
        settle: trap('settle', (...args: Parameters<RepairsPort['settle']>) => port.settle(...args)),
      }
    },
    rejections: (which) => {
      const port = storage.rejections(which)
      return { ...port, load: trap('load', (batch: RetryBatch) => port.load(batch)) }
    },
  }
  return { doomed, died }
}

describe('a replay that is killed', () => {
  let bench: RepairBench
  beforeAll(async () => {
    bench = await createRepairBench()
  })
  beforeEach(() => bench.empty())
  afterAll(() => bench.close())

  it.each(leftToProve === null ? points : points.filter(isLast))(
    'N3: loses and doubles nothing when it dies $when step $step, time $hit',
    async ({ when, step, hit }) => {
      const [right, wrong] = [25, 5]
      await bench.reject([
        ...Array.from({ length: right }, (_, index) =>
          wrongLogin(`m-${index}`, loginBody({ user_id: undefined, userId: `u-${index}` })),
        ),
        ...Array.from({ length: wrong }, (_, index) =>
          wrongLogin(`w-${index}`, loginBody({ user_id: undefined, userId: `w-${index}`, ip: 'nowhere' })),
        ),
      ])
      const originals = await bench.originals()
      const options = { rate: 20_000, mostFailures: 100, mayBeUnseen: true }

      const { doomed, died } = mortal(bench.storage, { when, step, hit })
      const first = await openRuleBench(bench.request({ storage: doomed }), asFile(rule))
      const end = await Promise.race([died.then(() => 'died'), first.apply(options, signal)])
      // Each page is looked at once.
      if (step === 'known' && hit === 2) expect(end).toMatchObject({ end: 'done' })
      else expect(end).toBe('died')

      const again = await openRuleBench(bench.request(), asFile(rule))
      expect(await again.apply(options, signal)).toMatchObject({ end: 'done', rejectedAgain: wrong })
      expect(await bench.rows()).toBe(right)
      expect(await bench.states()).toEqual({ loaded: right, kept: wrong })
      // One version of each, whichever try succeeded.
      expect(await bench.outcomes()).toEqual({ loaded: right, 'rejected-again': wrong })
      expect(await bench.originals()).toBe(originals)
      for (const run of await reconcile(bench.storage.database, null)) expect(run.holds).toBe(true)
    },
  )
})
