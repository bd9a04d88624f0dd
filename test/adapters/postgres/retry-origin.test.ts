import { describe, expect, it } from 'vitest'
import { noCounts } from '../../../src/contract/events.ts'
import { createDelivery } from '../../support/deliveries.ts'
import { inSns } from '../../support/envelopes.ts'
import { loginBody } from '../../support/logins.ts'
import { all, useRetryBench } from '../../support/retry-bench.ts'

const on = useRetryBench()

const wrapped = (name: string) =>
  createDelivery({
    messageId: name,
    originId: name,
    body: inSns(loginBody({ user_id: 'one' }), { MessageId: 'a5545c9-one' }),
  })

/** As stored before its envelope was understood. */
const keepAsRejected = async (...names: readonly string[]) => {
  const items = names.map((name) => {
    const delivery = wrapped(name)
    const [item] = on.bench.prepare([{ ...delivery, body: 'no login' }])
    if (item?.entry.kind !== 'rejected') throw new Error('It is malformed')
    const sealedBody = on.bench.seal.seal(name, delivery)
    return { ...item, entry: { ...item.entry, sealedBody } }
  })
  await on.commitItems(items)
}

describe('a rejection whose envelope is understood only now', () => {
  it('counts as loaded if a copy was loaded under the envelope’s name', async () => {
    await keepAsRejected('a')
    await on.commit([wrapped('b')])
    const { counts } = await on.bench.tryAgain(all)
    expect(counts).toEqual({ ...noCounts, received: 1, duplicates: 1 })
    expect(await on.states()).toMatchObject({ a: 'already-loaded' })
    expect(await on.users()).toEqual(['one'])
    await on.expectAllRunsToHold()
  })

  it('makes one row together with a copy that is retried too, and keeps others out', async () => {
    await keepAsRejected('a', 'c')
    const { counts } = await on.bench.tryAgain(all)
    expect(counts).toEqual({ ...noCounts, received: 2, loaded: 1, duplicates: 1 })
    expect(Object.values(await on.states()).toSorted()).toEqual(['already-loaded', 'loaded'])
    expect((await on.commit([wrapped('d')])).duplicates).toBe(1)
    expect(await on.users()).toEqual(['one'])
    await on.expectAllRunsToHold()
  })
})
