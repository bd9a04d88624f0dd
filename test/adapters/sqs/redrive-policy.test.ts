import { describe, expect, it } from 'vitest'
import { openDeadLetters, readRedrivePolicy } from '../../../src/adapters/sqs/dead-letters.ts'
import { openDouble } from '../../support/double-queue.ts'

describe('A48: a redrive policy', () => {
  const arn = 'arn:aws:sqs:us-east-1:123456789012:dead'
  const policy = (maxReceiveCount: unknown, deadLetterTargetArn: unknown = arn) =>
    JSON.stringify({ deadLetterTargetArn, maxReceiveCount })

  it.each([
    ['3', 3],
    [3, 3],
    [' 5 ', 5],
    ['1.9', 1],
    ['1e2', 100],
  ])('with a limit of %j gives a message up after %i receives', (limit, maxReceiveCount) => {
    expect(readRedrivePolicy(policy(limit))).toEqual({
      name: 'dead',
      maxReceiveCount,
      account: '123456789012',
    })
  })

  it.each([
    undefined,
    null,
    7,
    {},
    '',
    'no json',
    'null',
    '[]',
    '"text"',
    '{}',
    ...[0, '0', -1, 'NaN', '', null, {}, []].map((limit) => policy(limit)),
    ...['', null, 7, {}].map((target) => policy(3, target)),
  ])('is missing if it is %j', (text) => {
    expect(readRedrivePolicy(text)).toBeNull()
  })

  it('counts even if the dead-letter queue is in another account that may not be looked into', async () => {
    const { double, service } = await openDouble({}, { RedrivePolicy: policy(1, `${arn}-of-others`) })
    const found = await openDeadLetters(service)
    expect(found).toMatchObject({ name: 'dead-of-others', maxReceiveCount: 1 })
    expect(await found?.count()).toBeNull()
    expect(await found?.count()).toBeNull()
    // It is not requested again at each sample of the depth.
    const looks = double.requests.filter((one) => one.action === 'GetQueueUrl')
    expect(looks).toHaveLength(2)
  })

  it.each([
    ['3', 3],
    ['-2', 0],
    ['NaN', null],
    [undefined, null],
  ])('has a dead-letter queue that reports %j: %j', async (ApproximateNumberOfMessages, count) => {
    const RedrivePolicy = policy(3, 'arn:aws:sqs:us-east-1:000000000000:dead-letters')
    const { service } = await openDouble({}, { RedrivePolicy, ApproximateNumberOfMessages })
    expect(await (await openDeadLetters(service))?.count()).toBe(count)
  })
})
