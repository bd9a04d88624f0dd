import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDeadLetterWork } from '../../../src/app/dead-letters/move-dead-letters.ts'
import type { MoveTask } from '../../../src/contract/dead-letters.ts'
import { createDeadLetterBench, type DeadLetterBench } from '../../support/dead-letter-bench.ts'
import { loginBody } from '../../support/logins.ts'

const never = new AbortController().signal

describe.each([false, true])('moving by a task of the service, FIFO: %s', { timeout: 60_000 }, (isFifo) => {
  let bench: DeadLetterBench
  beforeAll(async () => {
    bench = await createDeadLetterBench(isFifo)
  })
  beforeEach(() => bench.empty())
  afterAll(() => bench.close())

  const move = async (
    rate: number | null = null,
    signal = never,
    onTask = (_: MoveTask): void => undefined,
  ) => (await openDeadLetterWork(bench.workplace)).move(rate, onTask, signal)

  it('N3: keeps the identity of a message that carries it, and changes that of one that does not', async () => {
    const ids = await bench.send([
      { body: loginBody({ user_id: 'named' }), origin: 'o', group: 'a' },
      { body: loginBody({ user_id: 'nameless' }), group: 'b' },
    ])
    await bench.giveUp()
    expect(await move()).toMatchObject({ status: 'COMPLETED', moved: 2, total: 2, reason: null })
    const back = await bench.look(bench.source)
    const originOf = (user: string) => back.find(({ body }) => body.includes(`"${user}"`))?.originId
    expect(originOf('named')).toBe('o')
    expect(ids).not.toContain(originOf('nameless'))
  })

  it('moves what someone sent there by hand, if nobody shares the dead-letter queue', async () => {
    await bench.send([{ body: 'by hand' }], bench.dead)
    expect(await move()).toMatchObject({ status: 'COMPLETED', moved: 1 })
    expect(await bench.look(bench.source)).toHaveLength(1)
  })

  it('is cancelled by the signal; what was moved stays moved, and nothing is lost', async () => {
    await bench.send(Array.from({ length: 30 }, (_, n) => ({ body: `m${n}`, group: `g${n}` })))
    await bench.giveUp()
    const abort = new AbortController()
    const end = await move(10, abort.signal, () => abort.abort())
    expect(end).toMatchObject({ status: 'CANCELLED', rate: 10 })
    expect(end.moved).toBeLessThan(30)
    const [here, there] = [await bench.look(bench.dead), await bench.look(bench.source)]
    expect([there.length, here.length + there.length]).toEqual([end.moved, 30])
  })

  it('moves each to where it came from, if others share it, and reports those it cannot move', async () => {
    const other = await bench.share()
    await bench.send([{ body: 'theirs' }], other)
    await bench.giveUp(other)
    expect(await move()).toMatchObject({ status: 'COMPLETED', moved: 1 })
    expect((await bench.look(other)).map(({ body }) => body)).toEqual(['theirs'])
    await bench.send([{ body: 'by hand' }], bench.dead)
    expect(await move()).toMatchObject({ status: 'FAILED', reason: 'CouldNotDetermineMessageSource' })
  })
})
