import {
  ReceiveMessageCommand,
  SQSClient,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-sqs'
import { createHash, createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSigningHash } from '../../../src/adapters/sqs/signing-hash.ts'

const text = 'ärger\0 and \u{1F30A}'
const bytes = new TextEncoder().encode(text)

/** One text in every form that the SDK may use; the views do not begin at the start of their memory. */
const forms = () => {
  const roomy = new Uint8Array([7, ...bytes, 7])
  return [
    ['text', text],
    ['bytes', bytes],
    ['a part of bytes', roomy.subarray(1, -1)],
    ['a buffer', bytes.slice().buffer],
    ['a view', new DataView(roomy.buffer, 1, bytes.length)],
  ] as const
}

const hex = (digest: Uint8Array): string => Buffer.from(digest).toString('hex')

describe('the hash that requests are signed with', () => {
  it.each(forms())('hashes %s as Node does', async (_, data) => {
    const hash = new (createSigningHash())()
    hash.update(data)
    expect(hex(await hash.digest())).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  it.each(forms())('takes %s as the key of an HMAC, the first time and again', async (_, secret) => {
    const Hash = createSigningHash()
    const expected = createHmac('sha256', bytes).update('a').update('b').digest('hex')
    for (let time = 0; time < 2; time += 1) {
      const hash = new Hash(secret)
      hash.update('a')
      hash.update('b')
      expect(hex(await hash.digest())).toBe(expected)
    }
  })

  it('begins again after a reset', async () => {
    const hash = new (createSigningHash())('key')
    hash.update('spoilt')
    hash.reset()
    hash.update('a')
    expect(hex(await hash.digest())).toBe(createHmac('sha256', 'key').update('a').digest('hex'))
  })

  it('keeps apart more keys than it remembers', async () => {
    const Hash = createSigningHash()
    for (const key of [...'abcdefghijabcdefghij']) {
      const hash = new Hash(key)
      hash.update('same')
      expect(hex(await hash.digest())).toBe(createHmac('sha256', key).update('same').digest('hex'))
    }
  })
})

describe('a request', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T23:59:59Z') })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  interface Asked {
    readonly input: ServiceInputTypes
    readonly request: unknown
  }
  interface Answered {
    readonly response: unknown
    readonly output: ServiceOutputTypes
  }
  const sameId = (next: (asked: Asked) => Promise<Answered>) => (asked: Asked) => {
    const { headers } = asked.request as { readonly headers: Record<string, string> }
    headers['amz-sdk-invocation-id'] = 'same'
    return next(asked)
  }

  /** The signatures of a client's requests, as its keys and the day change. */
  const signatures = async (own: boolean): Promise<readonly string[]> => {
    const signed: string[] = []
    let secret = 'first'
    const client = new SQSClient({
      region: 'eu-central-1',
      endpoint: 'https://queue.example',
      credentials: () =>
        Promise.resolve({
          accessKeyId: 'AKID',
          secretAccessKey: secret,
          sessionToken: `of ${secret}`,
          expiration: new Date(),
        }),
      ...(own ? { sha256: createSigningHash() } : {}),
      requestHandler: {
        handle: ({ headers }: { readonly headers: Readonly<Record<string, string>> }) => {
          signed.push(headers.authorization ?? 'unsigned')
          throw new Error('not sent')
        },
      },
      maxAttempts: 1,
    })
    // The id of each request is random, and is signed too.
    client.middlewareStack.addRelativeTo(sameId, {
      name: 'sameId',
      relation: 'before',
      toMiddleware: 'httpSigningMiddleware',
    })
    const ask = async (): Promise<void> => {
      const receive = new ReceiveMessageCommand({
        QueueUrl: 'https://queue.example/1/é',
        MaxNumberOfMessages: 10,
      })
      await expect(client.send(receive)).rejects.toThrow('not sent')
    }
    for (const next of ['first', 'first', 'second', 'säcret', 'first']) {
      secret = next
      await ask()
    }
    vi.setSystemTime(new Date('2026-03-02T00:00:01Z'))
    await ask()
    return signed
  }

  it("is signed as with the SDK's own hash, also after other credentials and another day", async () => {
    const own = await signatures(true)
    vi.setSystemTime(new Date('2026-03-01T23:59:59Z'))
    expect(own).toEqual(await signatures(false))
    expect(own.every((line) => /^AWS4-HMAC-SHA256 .*Signature=[0-9a-f]{64}$/.test(line))).toBe(true)
    expect(new Set(own).size).toBe(4)
  })
})
