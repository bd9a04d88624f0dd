import { mkdtempSync, rmSync } from 'node:fs'
import { createServer as createPlainServer, type Server, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent, fetch as undiciFetch } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askFeed, type Fetch } from '../../src/main/ask-feed.ts'
import { newerVersion } from '../../src/main/update-choice.ts'
import { hasOpenssl, makeLocalCertificate } from '../support/local-certificate.ts'

const sound = JSON.stringify({ tag_name: 'v9.9.9', draft: false, prerelease: false })

const answers: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  '/sound': (response) => response.end(sound),
  '/html': (response) => response.end(`<!doctype html><title>Log in</title>${sound}`),
  '/limited': (response) => response.writeHead(403).end(sound),
  '/broken': (response) => response.writeHead(500).end(sound),
  '/moved': (response) => response.writeHead(302, { location: `/sound` }).end(),
  '/plain': (response) => response.writeHead(302, { location: `${plainAddress}/sound` }).end(),
  '/bytes': (response) => response.end(Buffer.from([0xff, 0xfe, 0x00, 0xd8])),
  '/cut': (response) => {
    response.writeHead(200, { 'content-length': '5000' }).write(sound)
    setTimeout(() => response.destroy(), 50)
  },
  '/huge': (response) => {
    const part = Buffer.alloc(64 * 1024, 'x')
    const more = (): void => {
      while (!response.destroyed && response.write(part));
      if (!response.destroyed) response.once('drain', more)
    }
    response.on('close', () => hugeEnded())
    more()
  },
  '/slow': (response) => {
    response.write('{')
    const timer = setInterval(() => response.write(' '), 10)
    response.on('close', () => {
      clearInterval(timer)
      slowEnded()
    })
  },
  '/silent': () => undefined,
}

let hugeEnded: () => void = () => undefined
let slowEnded: () => void = () => undefined
let plainAddress = ''
let plainAsked = 0

describe.skipIf(!hasOpenssl)(`a feed${hasOpenssl ? '' : ' (skipped: no openssl here)'}`, () => {
  let folder: string
  let server: Server
  let plain: Server
  let address: string
  let trusting: Fetch

  const listen = async (one: Server): Promise<number> => {
    await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve))
    return (one.address() as AddressInfo).port
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-feed-'))
    const { key, cert } = makeLocalCertificate(folder)
    server = createServer({ key, cert }, (request, response) => answers[request.url ?? '']?.(response))
    plain = createPlainServer((_request, response) => {
      plainAsked += 1
      response.end(sound)
    })
    address = `https://localhost:${await listen(server)}`
    plainAddress = `http://localhost:${await listen(plain)}`
    const dispatcher = new Agent({ connect: { ca: cert } })
    // The `fetch` of Node itself, which trusts this certificate.
    trusting = (url, init) => undiciFetch(url, { ...init, dispatcher } as never)
  })
  afterAll(() => {
    for (const one of [server, plain]) {
      one.closeAllConnections()
      one.close()
    }
    rmSync(folder, { recursive: true })
  })

  const ask = (path: string, limit?: number) => askFeed(trusting, `${address}${path}`, limit)

  it('that is sound is heard', async () => {
    expect(newerVersion('0.1.0', (await ask('/sound')) ?? '')).toBe('9.9.9')
  })

  it('with an untrusted certificate is not heard', async () => {
    expect(await askFeed((url, init) => fetch(url, init), `${address}/sound`)).toBeNull()
  })

  it('is not followed elsewhere, least of all to http', async () => {
    expect(await ask('/moved')).toBeNull()
    expect(await ask('/plain')).toBeNull()
    expect(plainAsked).toBe(0)
  })

  it.each(['/limited', '/broken', '/bytes', '/cut'])('that answers as at %s is not heard', async (path) => {
    expect(await ask(path)).toBeNull()
  })

  it('that answers with a page for people contains no version', async () => {
    expect(newerVersion('0.1.0', (await ask('/html')) ?? '')).toBeNull()
  })

  it('that answers without end is abandoned, and the connection closed', async () => {
    const huge = new Promise<void>((resolve) => (hugeEnded = resolve))
    expect(await ask('/huge')).toBeNull()
    await huge
    const slow = new Promise<void>((resolve) => (slowEnded = resolve))
    expect(await ask('/slow', 200)).toBeNull()
    await slow
    expect(await ask('/silent', 200)).toBeNull()
  })

  it('that does not exist is not news', async () => {
    expect(await askFeed(trusting, 'https://localhost:1/')).toBeNull()
  })
})
