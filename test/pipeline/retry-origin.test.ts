import { describe, expect, it } from 'vitest'
import { noCounts } from '../../src/contract/events.ts'
import { logins } from '../../src/contract/logins.ts'
import { compileJudge } from '../../src/pipeline/judge.ts'
import { createMask } from '../../src/pipeline/mask.ts'
import type { Delivery, KeptRejection, RetryBatch } from '../../src/pipeline/ports.ts'
import { createPrepare } from '../../src/pipeline/prepare.ts'
import { createReject } from '../../src/pipeline/reject.ts'
import { createSeal } from '../../src/pipeline/seal.ts'
import { tryAgain } from '../../src/pipeline/try-again.ts'
import { createDelivery } from '../support/deliveries.ts'
import { inCloudEvent, inEventBridge, inSns, inText } from '../support/envelopes.ts'
import { loginBody } from '../support/logins.ts'

const seal = createSeal(new Uint8Array(32).fill(2))
const reject = createReject(seal)
const judge = compileJudge(logins, createMask(new Uint8Array(32)))

const kept = (delivery: Delivery): KeptRejection => ({
  ...delivery,
  id: '1',
  reasons: [],
  cause: '',
  sealedBody: reject(delivery, []).sealedBody,
})

/** The rows that a retry of the message would load. */
const loadedAgain = async (delivery: Delivery): Promise<RetryBatch['rows']> => {
  const batches: RetryBatch[] = []
  const store = {
    openRun: () => Promise.resolve({ cautious: false, refused: [] }),
    closeRun: () => Promise.resolve(),
    drawNumbers: () => Promise.resolve([]),
  }
  const rejections = {
    begin: () => Promise.resolve('0'),
    loaded: () => Promise.resolve(new Set<string>()),
    next: (afterId: string) => Promise.resolve(afterId === '0' ? [kept(delivery)] : []),
    load: (batch: RetryBatch) => {
      batches.push(batch)
      return Promise.resolve({ ...noCounts, received: 1, loaded: 1 })
    },
  }
  const retry = {
    runId: 'run',
    queueName: 'queue',
    rejections,
    store,
    prepare: createPrepare(judge, reject),
    seal,
  }
  const { end } = await tryAgain(retry, new AbortController().signal)
  expect(end).toBe('done')
  return batches.flatMap(({ rows }) => rows)
}

describe('a rejection that is tried again', () => {
  it.each([
    ['an SNS notification', inSns(loginBody())],
    ['an EventBridge event', inEventBridge(loginBody())],
    ['a CloudEvent', inCloudEvent(loginBody())],
    ['an SNS notification of an EventBridge event', inSns(inEventBridge(loginBody()))],
  ])('has the origin of its envelope, as a copy of it that comes now: %s', async (_, body) => {
    const delivery = createDelivery({ body })
    const [row] = await loadedAgain(delivery)
    expect(row?.originId).toBe(judge(createDelivery({ body })).originId)
    expect(row?.originId).not.toBe(delivery.originId)
  })

  it.each([
    ['nothing around it', loginBody()],
    ['an envelope that names no event', inText(loginBody())],
  ])('keeps its own origin if it has %s', async (_, body) => {
    const delivery = createDelivery({ body })
    expect((await loadedAgain(delivery))[0]?.originId).toBe(delivery.originId)
  })

  it('keeps the origin that its sender gave it', async () => {
    const delivery = createDelivery({ body: inSns(loginBody()), originId: 'evt-1' })
    expect((await loadedAgain(delivery))[0]?.originId).toBe('evt-1')
  })
})
