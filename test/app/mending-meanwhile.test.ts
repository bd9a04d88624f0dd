import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createReturns } from '../../src/adapters/postgres/returns.ts'
import { FailureError } from '../../src/contract/failure.ts'
import { loginBody } from '../support/logins.ts'
import { fields, rejectOne, right, type RejectedOne } from '../support/mending.ts'
import { createRepairBench, type RepairBench } from '../support/repair-bench.ts'

let bench: RepairBench
beforeAll(async () => {
  bench = await createRepairBench()
})
afterAll(() => bench.close())

describe('what someone else does meanwhile', () => {
  const loadIt = async (message: RejectedOne) => message.send(await message.keep(right, 1))
  it.each<readonly [string, (message: RejectedOne) => Promise<unknown>, string, string, string]>([
    [
      'made another version',
      (message) => message.keep(right, 1),
      'mended-meanwhile',
      'mended-meanwhile',
      'no',
    ],
    [
      'discarded it',
      (message) => message.discard(),
      'settled-meanwhile',
      'settled-meanwhile',
      'settled-meanwhile',
    ],
    ['loaded it by another version', loadIt, 'settled-meanwhile', 'settled-meanwhile', 'settled-meanwhile'],
    ['sent it', (message) => message.send(1), 'no', 'sent-meanwhile', 'no'],
    ['took it back', (message) => message.undo(1), 'no', 'mended-meanwhile', 'mended-meanwhile'],
  ])(
    'N4: who %s leaves a clear word for who keeps, takes back or sends',
    async (_, action, keep, undo, send) => {
      const codeOf = (done: Promise<unknown>) =>
        done.then(
          () => 'no',
          (error: unknown) => (error instanceof FailureError ? error.failure.code : 'another error'),
        )
      const again = async (attempt: (message: RejectedOne) => Promise<unknown>) => {
        await bench.empty()
        const message = await rejectOne(bench, loginBody({ ip: 'nowhere', app_version: 'x' }))
        await message.keep(fields({ at: '/app_version', value: '"2.0"' }))
        await action(message)
        return codeOf(attempt(message))
      }
      expect(await again((message) => message.keep(right, 1))).toBe(keep)
      expect(await again((message) => message.undo(1))).toBe(undo)
      expect(await again((message) => message.send(1))).toBe(send)
    },
  )
})

describe('a version that was taken back between the look and the sending', () => {
  it.each([
    ['by hand', null, 1, 1],
    ['by a rule that builds on it', 7, 2, 1],
  ])('N4: is not sent %s', async (_, ruleId, version, base) => {
    await bench.empty()
    const message = await rejectOne(bench, loginBody({ ip: 'nowhere' }))
    await message.keep(right)
    const port = bench.storage.repairs({ ruleId, by: 'ann', mostSends: 5 })
    const sending = { rejectedId: message.id, version, base, sealedBody: Buffer.of(1), bodyBytes: 1 }
    await message.undo(1)
    const answers = await port.send(crypto.randomUUID(), [sending])
    expect(answers.get(message.id)).toEqual({ kind: 'taken' })
    expect(await message.versions()).toMatchObject([{ version: 1, outcome: 'taken-back', sends: 0 }])
  })
})

it('N4: what goes back to the queue is the newest version that was not taken back', async () => {
  await bench.empty()
  const message = await rejectOne(bench, loginBody({ ip: 'nowhere', app_version: 'x' }))
  await message.keep(fields({ at: '/app_version', value: '"2.0"' }))
  await message.keep(right, 1)
  const returns = createReturns(bench.storage.database, {
    ...{ queue: 'test', by: 'ann', mostSends: 5, again: false },
  })
  const newest = async () => (await returns.known([message.id])).get(message.id)?.newest?.version ?? 0
  expect(await newest()).toBe(2)
  await message.undo(2)
  expect(await newest()).toBe(1)
  await message.undo(1)
  expect(await newest()).toBe(0)
})
