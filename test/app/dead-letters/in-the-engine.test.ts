import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { moveJob } from '../../../src/app/dead-letters/jobs.ts'
import { createMonitor, type Monitor } from '../../../src/app/monitor.ts'
import { describeFinish } from '../../../src/contract/dead-letter-sums.ts'
import type { DeadLetterWorkView } from '../../../src/contract/dead-letter-work.ts'
import type { CommandInput, CommandName } from '../../../src/contract/monitor.ts'
import { fileOfRule } from '../../../src/contract/repair-rule.ts'
import { queueThread } from '../../support/built.ts'
import { createDeadLetterBench, type DeadLetterBench } from '../../support/dead-letter-bench.ts'
import { makeFolder } from '../../support/folders.ts'
import { followClient, type FollowedClient } from '../../support/follow-client.ts'
import { loginBody } from '../../support/logins.ts'
import { kept, renamed } from '../../support/repair-bench.ts'
import { testSettings } from '../../support/settings.ts'

let bench: DeadLetterBench
let monitor: Monitor
let client: FollowedClient
let folder: string
beforeAll(async () => {
  ;[bench, folder] = await Promise.all([createDeadLetterBench(), makeFolder()])
  const settings = testSettings(folder, {
    ...{ queueName: bench.names.source, endpoint: bench.endpoint, databaseUrl: bench.repair.test.url },
  })
  monitor = createMonitor(settings, queueThread)
  client = followClient(monitor)
  await client.until(({ connection }) => connection.state === 'connected')
}, 60_000)
beforeEach(async () => {
  await bench.empty()
  await bench.setReceives(2)
})
afterAll(async () => {
  await monitor.close()
  await bench.close()
  await rm(folder, { recursive: true, force: true })
})

type Job = 'pullDeadLetters' | 'redriveDeadLetters' | 'moveDeadLetters' | 'sendBackRejected'

/** Does it to its end, and returns how the end was reported. */
const toEnd = async <N extends Job>(name: N, input: CommandInput<N>): Promise<DeadLetterWorkView> => {
  const { runId } = await client.ask(name, input)
  return ended(runId)
}
const ended = async (runId: string): Promise<DeadLetterWorkView> => {
  const { deadLetterWork } = await client.until(
    ({ deadLetterWork: work }) => work?.runId === runId && work.end !== null,
  )
  if (deadLetterWork === null) throw new Error('The work is gone')
  return deadLetterWork
}
const words = ({ end }: DeadLetterWorkView) => (end === null ? null : describeFinish(end))
const refusal = async <N extends CommandName>(name: N, input: CommandInput<N>) => {
  const answer = await monitor.send(name, input)
  return answer.ok ? null : answer.failure
}
const login = (user_id: string, more: object = {}): string => loginBody({ user_id, ...more })
const many = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ body: login(`u${n}`), origin: `o-${n}` }))
const waiting = async () => (await bench.look(bench.dead)).length

describe('dead letters at the commands of a window', { timeout: 60_000 }, () => {
  it('N3: are inspected without a receive, pulled onto the bench, and summed up', async () => {
    await bench.send([...many(11), { body: '{"half":' }])
    await bench.giveUp()
    expect(await client.ask('lookAtDeadLetters', {})).toMatchObject({
      deadLetters: { name: 'dead', waiting: 12, maxReceiveCount: 2, others: [] },
    })
    const view = await toEnd('pullDeadLetters', {})
    expect(view).toMatchObject({ job: 'pull', queue: 'dead', step: 'work', done: 12, of: 12 })
    expect(words(view)).toEqual({
      ...{ lines: ['12 messages: 12 pulled onto the bench.'], end: 'done', failure: null },
    })
    expect(await bench.repair.states()).toEqual({ kept: 12 })
    expect(await waiting()).toBe(0)
    // The history has it under the id with which it began.
    expect(await client.ask('getRun', { runId: view.runId })).toMatchObject({
      queue: 'dead',
      status: 'drained',
    })
    expect(words(await toEnd('pullDeadLetters', {}))?.lines).toEqual(['Nothing was pulled from dead.'])
  })

  it('N3: are sent back with their origins, stopped halfway, and none is lost', async () => {
    await bench.send(many(30))
    await bench.giveUp()
    const { runId } = await client.ask('redriveDeadLetters', { rate: 3 })
    await client.until(({ deadLetterWork }) => deadLetterWork?.runId === runId && deadLetterWork.done > 0)
    expect((await refusal('pullDeadLetters', {}))?.code).toBe('run-active')
    expect((await refusal('peekQueue', {}))?.code).toBe('run-active')
    expect((await refusal('startRun', {}))?.code).toBe('run-active')
    await client.ask('stopRun', {})
    const view = await ended(runId)
    expect(words(view)?.end).toBe('stopped')
    if (view.end?.job !== 'redrive') throw new Error('It was a redrive')
    const { sent } = view.end.outcome
    expect(sent).toBeGreaterThan(0)
    expect(sent).toBeLessThan(30)
    const back = await bench.look(bench.source)
    expect([back.length, await waiting()]).toEqual([sent, 30 - sent])
    expect(back.every(({ originId }) => originId.startsWith('o-'))).toBe(true)
  })

  it('of a queue that others also use are left alone until someone agrees', async () => {
    const other = await bench.share()
    await bench.send(many(1))
    await bench.send([{ body: login('theirs') }], other)
    await bench.giveUp()
    await bench.giveUp(other)
    for (const name of ['pullDeadLetters', 'redriveDeadLetters', 'moveDeadLetters'] as const)
      expect(await refusal(name, {})).toMatchObject({
        ...{ code: 'dead-letters-shared', details: { queue: 'dead', sources: 'other' } },
      })
    expect(await waiting()).toBe(2)
    expect(words(await toEnd('pullDeadLetters', { mayBeShared: true }))?.lines).toEqual([
      '2 messages: 1 pulled onto the bench, 1 left alone (not known to come from this queue).',
    ])
    await bench.unshare()
  })

  it('N3: are moved by the service only if each carries its origin, or someone accepts that identities are lost', async () => {
    await bench.send([...many(2), { body: login('nameless') }])
    await bench.giveUp()
    const refused = await toEnd('moveDeadLetters', {})
    expect(refused).toMatchObject({ job: 'move', step: 'origins', done: 3 })
    expect(words(refused)?.failure).toMatchObject({
      ...{ code: 'dead-letters-nameless', details: { queue: 'dead', looked: '3', count: '1' } },
    })
    expect([await waiting(), (await bench.look(bench.source)).length]).toEqual([3, 0])
    expect(words(await toEnd('moveDeadLetters', { mayLoseIdentity: true }))?.lines).toEqual([
      'Done: 3 of about 3 moved.',
    ])
    await bench.empty()
    await bench.send(many(2))
    await bench.giveUp()
    expect(await toEnd('moveDeadLetters', {})).toMatchObject({ step: 'work', done: 2, end: { job: 'move' } })
    expect((await bench.look(bench.source)).map(({ originId }) => originId).toSorted()).toEqual([
      'o-0',
      'o-1',
    ])
  })

  it('N3: stopped while each is inspected, gives all of them back and moves none', async () => {
    await bench.send(many(3))
    await bench.giveUp()
    const abort = new AbortController()
    const { workplace } = bench
    const { go } = await moveJob(
      { workplace, runId: crypto.randomUUID(), signal: abort.signal },
      { rate: null, mayBeShared: false, mayLoseIdentity: false },
    )
    const end = await go({ tell: () => abort.abort(), beginWork: () => undefined, end: () => undefined })
    expect(end).toEqual({ job: 'none', failure: null })
    expect([await waiting(), (await bench.look(bench.source)).length]).toEqual([3, 0])
  })

  it('and rejected messages go back to the queue, but none rejected after the click', async () => {
    await bench.send([{ body: login('a', { ip: 'nowhere' }), origin: 'o-a' }])
    await client.run({ ignoreRejectedShare: true })
    const { rejected } = await client.ask('listRejected', {})
    await bench.send([{ body: login('late', { ip: 'nowhere' }) }])
    await client.run({ ignoreRejectedShare: true })
    const view = await toEnd('sendBackRejected', {
      which: { by: 'filter', filter: { state: 'kept' }, upTo: rejected[0]?.id ?? null },
    })
    expect(view).toMatchObject({ job: 'send-back', queue: 'queue', done: 1, of: 1 })
    expect(words(view)?.lines).toEqual([
      '1 message: 1 sent back to the queue.',
      'What was sent counts as rejected until a run has loaded it or rejected it again.',
    ])
    expect((await bench.look(bench.source)).map(({ originId }) => originId)).toEqual(['o-a'])
    expect(words(await toEnd('sendBackRejected', { which: kept }))?.lines[0]).toBe(
      '2 messages: 1 sent back to the queue, 1 not sent (under way already).',
    )
  })

  it('N3: and what a rule mends goes back only once someone has seen what the rule would do', async () => {
    await bench.send(['a', 'b'].map((userId) => ({ body: login('', { user_id: undefined, userId }) })))
    await client.run({ ignoreRejectedShare: true })
    const from = { by: 'made', rule: fileOfRule(renamed) } as const
    const { hash } = await client.ask('keepRule', { from })
    const input = { which: kept, rule: hash }
    expect((await refusal('sendBackRejected', input))?.code).toBe('repair-rule-unseen')
    await client.ask('previewRule', { hash, which: kept, operation: crypto.randomUUID() })
    expect(words(await toEnd('sendBackRejected', input))?.lines[0]).toBe(
      '2 messages: 2 sent back to the queue.',
    )
    await client.run({})
    expect(await bench.repair.states()).toEqual({ loaded: 2 })
  })
})

describe('a look at the live queue', { timeout: 60_000 }, () => {
  it('shows its price first, covers what it shows, and marks messages at their limit', async () => {
    await bench.send([{ body: login('a', { ip: '10.1.2.3' }) }, { body: '{"half":' }])
    expect(await client.ask('peekPrice', {})).toEqual({
      ...{ queue: 'queue', policy: { name: 'dead', maxReceiveCount: 2 } },
    })
    const seen = await client.ask('peekQueue', {})
    expect(seen).toMatchObject({ queue: 'queue', maxReceiveCount: 2, deadLetters: 'dead', notGivenBack: 0 })
    expect(seen.messages.map(({ verdict }) => verdict).toSorted()).toEqual(['passes', 'rejected'])
    expect(JSON.stringify(seen)).not.toContain('10.1.2.3')
    expect((await client.ask('peekQueue', {})).messages.every(({ isAtLimit }) => isAtLimit)).toBe(true)
    // It leaves nothing in the history but the run that was there at the start.
    expect((await client.ask('listRuns', {})).runs.map(({ queue }) => queue)).toEqual(['test'])
  })

  it('is refused if the look would be the only receive', async () => {
    await bench.setReceives(1)
    await bench.send(many(1))
    for (const name of ['peekPrice', 'peekQueue'] as const)
      expect(await refusal(name, {})).toMatchObject({
        ...{ code: 'peek-unsafe', details: { queue: 'queue', deadLetters: 'dead' } },
      })
    await bench.giveUp()
    expect(await waiting()).toBe(1)
  })
})
