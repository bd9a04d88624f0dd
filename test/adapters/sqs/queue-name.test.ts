import { describe, expect, it } from 'vitest'
import { readAwsHost } from '../../../src/adapters/sqs/aws-host.ts'
import { readQueueName } from '../../../src/adapters/sqs/queue-name.ts'

describe('a host of AWS', () => {
  it.each([
    ['sqs.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['SQS.EU-WEST-1.AMAZONAWS.COM', 'eu-west-1'],
    ['sqs.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
    ['sqs.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['sqs.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1'],
    ['sqs-fips.us-east-1.amazonaws.com', 'us-east-1'],
    ['sqs.eu-west-1.api.aws', 'eu-west-1'],
    ['sqs-fips.us-east-2.api.aws', 'us-east-2'],
    ['sqs.cn-northwest-1.api.amazonwebservices.com.cn', 'cn-northwest-1'],
    ['us-west-2.queue.amazonaws.com', 'us-west-2'],
    ['cn-north-1.queue.amazonaws.com.cn', 'cn-north-1'],
    ['queue.amazonaws.com', 'us-east-1'],
    ['vpce-0ab12-xyz.sqs.us-east-2.vpce.amazonaws.com', 'us-east-2'],
    ['vpce-0ab12-xyz-us-east-2a.sqs.us-east-2.vpce.amazonaws.com', 'us-east-2'],
    ['sqs.us-iso-east-1.c2s.ic.gov', 'us-iso-east-1'],
    ['sqs.us-isob-east-1.sc2s.sgov.gov', 'us-isob-east-1'],
  ])('%s is SQS in %s', (host, region) => {
    expect(readAwsHost(host)).toEqual({ region })
  })

  it.each([
    'ec2-203-0-113-25.compute-1.amazonaws.com',
    'ec2-203-0-113-25.eu-west-1.compute.amazonaws.com',
    'bucket.s3.eu-west-1.amazonaws.com',
    'sqs.eu-west-1.amazonaws.com.example',
    'evilsqs.eu-west-1.amazonaws.com',
    'x.sqs.eu-west-1.amazonaws.com',
    'sqs.eu-west-1.compute.amazonaws.com',
    'queue.eu-west-1.compute.amazonaws.com',
    'vpce-1.s3.us-east-2.vpce.amazonaws.com',
    'amazonaws.com',
    'sqs.amazonaws.com.evil.cn',
    'sqs.us-east-1.localhost',
    'localhost',
  ])('%s is not', (host) => {
    expect(readAwsHost(host)).toBeNull()
  })
})

describe('a queue', () => {
  it('by a URL of AWS is used as it is, and says its region', () => {
    const url = 'https://vpce-0ab12-xyz.sqs.us-east-2.vpce.amazonaws.com/123456789012/logins'
    expect(readQueueName(url)).toEqual({ name: 'logins', url, endpoint: null, region: 'us-east-2' })
  })

  it('by its ARN is looked up by name in the ARN’s region and account', () => {
    expect(readQueueName('arn:aws-cn:sqs:cn-north-1:123456789012:logins.fifo')).toEqual({
      ...{ name: 'logins.fifo', url: null, endpoint: null },
      ...{ region: 'cn-north-1', owner: '123456789012' },
    })
  })

  it('by a URL on a machine that AWS rents out is not AWS’s', () => {
    expect(
      readQueueName('http://ec2-203-0-113-25.compute-1.amazonaws.com:9324/000000000000/q'),
    ).toMatchObject({
      ...{
        name: 'q',
        url: null,
        endpoint: 'http://ec2-203-0-113-25.compute-1.amazonaws.com:9324',
        region: null,
      },
    })
  })
})
