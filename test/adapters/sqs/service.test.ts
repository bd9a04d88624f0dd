import { createServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { openQueue } from '../../../src/adapters/sqs/queue.ts'
import { readQueueName } from '../../../src/adapters/sqs/queue-name.ts'
import { openQueueService } from '../../../src/adapters/sqs/service.ts'
import { createTestQueue, queueTarget, type TestQueue } from '../../support/test-queue.ts'

let queue: TestQueue
beforeAll(async () => {
  queue = await createTestQueue()
  await queue.send(['hello'])
})
afterAll(() => queue.close())

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

const listen = async (server: Server): Promise<string> => {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const answering = (listener: RequestListener): Promise<string> => listen(createServer(listener))

/** The failure of looking up a queue at this endpoint. */
const faultAt = async (endpoint: string, protocol: 'auto' | 'json' | 'query' = 'json'): Promise<unknown> =>
  openQueueService({ ...queueTarget('login-queue', endpoint), protocol }).then(
    (service) => {
      service.close()
      return 'no fault'
    },
    (error: unknown) => error,
  )

describe('a queue is found', () => {
  it.each([
    ['its name', (name: string) => name],
    ['its URL', (name: string) => `${inject('queueEndpoint')}/000000000000/${name}`],
    [
      'its URL by another spelling of the host',
      (name: string, port: string) => `http://sqs.us-east-1.localhost:${port}/000000000000/${name}`,
    ],
    [
      'its URL under localhost',
      (name: string, port: string) => `http://queue.localhost:${port}/000000000000/${name}`,
    ],
    ['its URL with a trailing slash', (name: string) => `${inject('queueEndpoint')}/000000000000/${name}/`],
    ['an older form of its URL', (name: string) => `${inject('queueEndpoint')}/queue/${name}`],
  ])('by %s', async (_, spell) => {
    const spelt = readQueueName(spell(queue.name, new URL(inject('queueEndpoint')).port))
    const endpoint = spelt.endpoint ?? inject('queueEndpoint')
    const service = await openQueueService({ ...queueTarget(queue.name, endpoint), queue: spelt })
    const found = await openQueue(service)
    expect(await found.depth()).toMatchObject({ visible: 1 })
    service.close()
  })

  it('with automatic detection of the protocol', async () => {
    const service = await openQueueService({ ...queue.target, protocol: 'auto' })
    expect(service.protocol).toBe('json')
    service.close()
  })
})

describe('the name of a queue', () => {
  it('by a URL of AWS is used as it is, with the region in it', () => {
    const url = 'https://sqs.eu-west-1.amazonaws.com/123456789012/login-queue'
    expect(readQueueName(url)).toEqual({ name: 'login-queue', url, endpoint: null, region: 'eu-west-1' })
    expect(readQueueName('https://sqs.cn-north-1.amazonaws.com.cn/1/q')).toMatchObject({
      endpoint: null,
      region: 'cn-north-1',
    })
  })

  it('by a URL of anything else says where the service is', () => {
    expect(readQueueName('http://localhost:4566/000000000000/q')).toEqual({
      name: 'q',
      url: null,
      endpoint: 'http://localhost:4566',
      region: null,
    })
    expect(readQueueName('https://amazonaws.com.example.org/1/q')).toMatchObject({
      url: null,
      endpoint: 'https://amazonaws.com.example.org',
    })
  })
})

describe('a queue that cannot be used', () => {
  it('is missing under another name', async () => {
    expect(await faultAt(inject('queueEndpoint'))).toMatchObject({
      kind: 'permanent',
      failure: {
        code: 'queue-missing',
        details: { queue: 'login-queue', endpoint: inject('queueEndpoint') },
      },
    })
    expect(await faultAt(inject('queueEndpoint'), 'auto')).toMatchObject({
      failure: { code: 'queue-missing' },
    })
  })

  it('is not there on a port where nobody listens', async () => {
    const endpoint = await answering(() => undefined)
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve))
    expect(await faultAt(endpoint)).toMatchObject({
      kind: 'transient',
      failure: { code: 'queue-not-listening', details: { endpoint, code: 'ECONNREFUSED' } },
    })
  })

  it('breaks off if the connection is closed at once', async () => {
    const endpoint = await listen(createTcpServer((socket) => socket.destroy()))
    expect(await faultAt(endpoint)).toMatchObject({
      kind: 'transient',
      failure: { code: 'queue-cut' },
    })
  })

  it('speaks another protocol if it answers in XML', async () => {
    const endpoint = await answering((_, response) => {
      response.setHeader('Content-Type', 'text/xml')
      response.end(
        '<?xml version="1.0"?><ErrorResponse><Error><Code>secret-203.0.113.77</Code></Error></ErrorResponse>',
      )
    })
    const fault = await faultAt(endpoint)
    expect(fault).toMatchObject({
      kind: 'permanent',
      failure: { code: 'queue-protocol', details: { endpoint } },
    })
    expect(JSON.stringify(fault)).not.toContain('203.0')
  })

  it('is not a queue service if it answers with a page', async () => {
    const endpoint = await answering((_, response) => response.end('<!doctype html><title>hello</title>'))
    expect(await faultAt(endpoint)).toMatchObject({ failure: { code: 'queue-protocol' } })
    expect(await faultAt(endpoint, 'auto')).toMatchObject({ failure: { code: 'queue-protocol' } })
  })

  const saying = (status: number, type: string, message: string) =>
    answering((_, response) => {
      response.statusCode = status
      response.setHeader('Content-Type', 'application/x-amz-json-1.0')
      response.end(JSON.stringify({ __type: `com.amazonaws.sqs#${type}`, message }))
    })
  const denied = (what: string) =>
    `User: arn:aws:iam::1:user/secret is not authorized to perform: ${what} on resource`

  it.each([
    [403, 'InvalidClientTokenId', 'secret', 'permanent', 'queue-refused'],
    [403, 'SignatureDoesNotMatch', 'secret', 'permanent', 'queue-refused'],
    [403, 'Surprise', 'secret', 'permanent', 'queue-refused'],
    [403, 'InvalidSignatureException', 'secret: it does not match', 'permanent', 'queue-refused'],
    [403, 'InvalidSignatureException', 'Signature expired: secret', 'transient', 'queue-clock'],
    [403, 'RequestTimeTooSkewed', 'secret', 'transient', 'queue-clock'],
    [403, 'ExpiredToken', 'secret', 'permanent', 'queue-token-expired'],
    [400, 'ExpiredTokenException', 'secret', 'permanent', 'queue-token-expired'],
    [403, 'AccessDenied', denied('sqs:getqueueurl'), 'permanent', 'queue-action-denied'],
    [403, 'AccessDeniedException', denied('kms:Decrypt'), 'permanent', 'queue-key-denied'],
    [400, 'KmsAccessDenied', 'secret', 'permanent', 'queue-key-denied'],
    [400, 'KmsDisabled', 'secret', 'permanent', 'queue-key-denied'],
    [400, 'KMS.NotFoundException', 'secret', 'permanent', 'queue-key-denied'],
    [400, 'KmsThrottled', 'secret', 'transient', 'queue-throttled'],
    [403, 'RequestThrottled', 'secret', 'transient', 'queue-throttled'],
    [400, 'ThrottlingException', 'secret', 'transient', 'queue-throttled'],
    [429, 'Surprise', 'secret', 'transient', 'queue-throttled'],
    [500, 'InternalError', 'secret', 'transient', 'queue-busy'],
    [503, 'ServiceUnavailable', 'secret', 'transient', 'queue-busy'],
    [400, 'QueueDeletedRecently', 'secret', 'permanent', 'queue-missing'],
  ] as const)('answers %i with %s (%s): it is %s, %s', async (status, type, message, kind, code) => {
    const fault = await faultAt(await saying(status, type, message))
    expect(fault).toMatchObject({ kind, failure: { code } })
    expect(JSON.stringify(fault)).not.toContain('secret')
  })

  it('names the action that was denied, in the spelling of AWS, and nothing else of the answer', async () => {
    const known = await faultAt(await saying(403, 'AccessDenied', denied('sqs:getqueueurl')))
    expect(known).toMatchObject({ failure: { details: { action: 'sqs:GetQueueUrl' } } })
    const unknown = await faultAt(await saying(403, 'AccessDenied', denied('sqs:secretaction')))
    expect(unknown).not.toHaveProperty('failure.details.action')
  })
})
