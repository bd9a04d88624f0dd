import { describe, expect, it } from 'vitest'
import { sendAll } from '../../../src/adapters/sqs/send.ts'
import { openDouble } from '../../support/double-queue.ts'

const numbersOf = (double: Awaited<ReturnType<typeof openDouble>>['double'], action: string, name: string) =>
  double.requests.filter((one) => one.action === action).map((one) => one.numbers[name])

describe('A48: what a queue says of itself', () => {
  it.each([
    ['30', 30],
    ['2', 2],
    [45, 45],
    ['1', 30],
    ['0', 30],
    [0, 30],
    ['-5', 30],
    ['', 30],
    ['NaN', 30],
    ['soon', 30],
    [null, 30],
    [undefined, 30],
    [{}, 30],
    ['99999999', 43_200],
  ])('a time-out of %j hides what is received for %i seconds', async (VisibilityTimeout, seconds) => {
    const { double, port } = await openDouble({}, { VisibilityTimeout })
    expect(port.visibilitySeconds).toBe(seconds)
    await port.receive({ max: 1, waitSeconds: 0 })
    expect(numbersOf(double, 'ReceiveMessage', 'VisibilityTimeout')).toEqual([seconds])
  })

  it('thirty messages of a queue that hides nothing are received thirty times', async () => {
    const { double, port } = await openDouble({ rules: { visibilitySeconds: 0 } })
    for (let index = 0; index < 30; index += 1) double.queue.send(`${index}`)
    const given = []
    for (let call = 0; call < 10; call += 1) given.push(...(await port.receive({ max: 10, waitSeconds: 0 })))
    expect(given).toHaveLength(30)
    expect(Math.max(...double.queue.receiveCounts().values())).toBe(1)
  })

  it.each([
    [{ ApproximateNumberOfMessages: '7' }, 7],
    [{ ApproximateNumberOfMessages: 7 }, 7],
    [{ ApproximateNumberOfMessages: '7.6' }, 7],
    [{ ApproximateNumberOfMessages: '-1' }, 0],
    [{ ApproximateNumberOfMessages: '1e400' }, Number.MAX_SAFE_INTEGER],
  ])('a depth of %j is read', async (attributes, visible) => {
    const { port } = await openDouble({}, attributes)
    expect(await port.depth()).toMatchObject({ visible, inFlight: 0, delayed: 0 })
  })

  it.each([undefined, null, '', 'NaN', 'many', {}, []])(
    'a depth of %j does not count as an empty queue, and is named',
    async (ApproximateNumberOfMessages) => {
      const { port } = await openDouble({}, { ApproximateNumberOfMessages })
      await expect(port.depth()).rejects.toMatchObject({
        kind: 'permanent',
        failure: { code: 'queue-failed', details: { code: 'ApproximateNumberOfMessages' } },
      })
    },
  )

  it('an emulator that knows of no messages in flight or delayed has none', async () => {
    const { port } = await openDouble(
      {},
      { ApproximateNumberOfMessagesNotVisible: undefined, ApproximateNumberOfMessagesDelayed: undefined },
    )
    expect(await port.depth()).toMatchObject({ visible: 0, inFlight: 0, delayed: 0 })
  })
})

describe('A48: what a queue answers', () => {
  it('is taken completely, even if it is more than requested', async () => {
    const { double, port } = await openDouble()
    for (let index = 0; index < 12; index += 1) double.queue.send(`${index}`)
    const more = double.queue.receive(12)
    double.script.rewrite = (kind, document) =>
      kind === 'messages'
        ? {
            Messages: more.map(({ id, receipt, body }) => ({
              MessageId: id,
              ReceiptHandle: receipt,
              Body: String(body),
            })),
          }
        : document
    expect(await port.receive({ max: 3, waitSeconds: 0 })).toHaveLength(12)
  })

  it.each([undefined, null, {}, 'text', 7])('a list of messages that is %j has none', async (Messages) => {
    const { double, port } = await openDouble()
    double.script.rewrite = (kind, document) => (kind === 'messages' ? { Messages } : document)
    expect(await port.receive({ max: 10, waitSeconds: 0 })).toEqual([])
  })

  const takeThree = async () => {
    const opened = await openDouble()
    for (let index = 0; index < 3; index += 1) opened.double.queue.send(`${index}`)
    return { ...opened, taken: await opened.port.receive({ max: 10, waitSeconds: 0 }) }
  }

  it.each<[string, unknown, readonly number[]]>([
    ['says nothing of any entry', {}, [0, 1, 2]],
    ['gives no lists', { Successful: null, Failed: 'none' }, [0, 1, 2]],
    [
      'speaks of entries that were never asked for',
      { Successful: [{ Id: '0' }, { Id: '17' }, { Id: '' }], Failed: [{ Id: 'x' }, null, {}] },
      [1, 2],
    ],
    [
      'fails at one by its own fault',
      { Successful: [{ Id: '0' }, { Id: '2' }], Failed: [{ Id: '1', SenderFault: false }] },
      [1],
    ],
    [
      'says that a receipt is not honoured any more',
      {
        Successful: [{ Id: '0' }],
        Failed: [
          { Id: '1', SenderFault: true },
          { Id: '2', SenderFault: 'true' },
        ],
      },
      [],
    ],
  ])('a delete whose answer %s leaves what it does not mention', async (_, answer, left) => {
    const { double, port, taken } = await takeThree()
    double.script.rewrite = (kind, document) => (kind === 'entries' ? answer : document)
    expect(await port.remove(taken)).toEqual(left.map((index) => taken[index]))
  })

  it('a message without a receipt keeps none of the others from being deleted, hidden or given back', async () => {
    const { double, port, taken } = await takeThree()
    const [first, ...others] = taken
    if (first === undefined) throw new Error('Three were taken')
    const odd = [{ ...first, receipt: '' }, ...others]
    await port.extend(odd)
    await port.release(odd, 60)
    expect(await port.remove(odd)).toEqual([])
    expect(double.queue.ids()).toEqual([first.messageId])
  })

  it('a change of visibility on which the service failed does not count as done', async () => {
    const { double, port, taken } = await takeThree()
    double.script.rewrite = (kind, document) =>
      kind === 'entries' ? { Failed: [{ Id: '1', Code: 'InternalError', SenderFault: false }] } : document
    await expect(port.extend(taken)).rejects.toMatchObject({
      kind: 'transient',
      failure: { details: { code: 'InternalError' } },
    })
    double.script.rewrite = (kind, document) =>
      kind === 'entries' ? { Failed: [{ Id: '1', Code: 'MessageNotInflight', SenderFault: true }] } : document
    await port.extend(taken)
  })

  it('a refresh of many that fails in part is over only when all of its calls are', async () => {
    const { double, port } = await openDouble()
    for (let index = 0; index < 25; index += 1) double.queue.send(`${index}`)
    const taken = []
    for (let call = 0; call < 3; call += 1) taken.push(...(await port.receive({ max: 10, waitSeconds: 0 })))
    let answered = 0
    double.script.slowness = { callMs: 100, messageMs: 0 }
    double.script.rewrite = (kind, document) => {
      if (kind !== 'entries') return document
      answered += 1
      return answered === 1 ? { Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] } : document
    }
    await expect(port.extend(taken)).rejects.toThrow()
    expect(answered).toBe(3)
  })

  it.each([
    [503, 'ServiceUnavailable', 'queue-busy'],
    [500, 'InternalFailure', 'queue-busy'],
    [502, null, 'queue-busy'],
    [400, 'ThrottlingException', 'queue-throttled'],
    [403, 'RequestThrottled', 'queue-throttled'],
  ])('an answer %i %s passes, and is reported as %s', async (status, code, said) => {
    const { double, port } = await openDouble()
    double.script.failures.push({ action: 'ReceiveMessage', status, code, times: 1 })
    await expect(port.receive({ max: 1, waitSeconds: 0 })).rejects.toMatchObject({
      kind: 'transient',
      failure: { code: said },
    })
  })
})

describe('A48: a FIFO queue', () => {
  it.each(['json', 'query'] as const)(
    'delivers messages with their groups in the %s protocol',
    async (protocol) => {
      const { port, service } = await openDouble({ rules: { isFifo: true } }, {}, protocol)
      await sendAll(
        service,
        ['a', 'b', 'a'].map((groupId, index) => ({ body: `${index}`, originId: null, groupId })),
      )
      const first = await port.receive({ max: 10, waitSeconds: 0 })
      expect(first.map(({ body, groupId }) => [body, groupId])).toEqual([
        ['0', 'a'],
        ['1', 'b'],
        ['2', 'a'],
      ])
    },
  )

  it('takes samples, each of them in a group and none as a duplicate of another', async () => {
    const { double, service } = await openDouble({ rules: { isFifo: true } })
    expect(
      await sendAll(
        service,
        Array.from({ length: 45 }, () => ({ body: 'same', originId: null })),
      ),
    ).toBe(45)
    expect(double.queue.depth().visible).toBe(45)
  })

  it('delivers nothing of a group while some of it is held', async () => {
    const { port, service } = await openDouble({ rules: { isFifo: true } })
    await sendAll(
      service,
      ['a', 'a', 'b'].map((groupId, index) => ({ body: `${index}`, originId: null, groupId })),
    )
    const [first] = await port.receive({ max: 1, waitSeconds: 0 })
    expect((await port.receive({ max: 10, waitSeconds: 0 })).map(({ body }) => body)).toEqual(['2'])
    await port.remove(first === undefined ? [] : [first])
    expect((await port.receive({ max: 10, waitSeconds: 0 })).map(({ body }) => body)).toEqual(['1'])
  })
})
