import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportName, type ExportOutcome } from '../../src/contract/exports.ts'
import type { Result } from '../../src/contract/result.ts'
import { ok } from '../../src/contract/result.ts'
import { openDownloads } from '../../src/web/downloads.ts'
import { createTestFolder } from '../support/folders.ts'
import { logins } from '../../src/contract/logins.ts'
import { connectedTo } from '../support/connected.ts'
import { openSite, type Reply, type Site } from './harness.ts'

let site: Site
beforeEach(async () => {
  site = await openSite()
  site.engine.snapshot = connectedTo(logins)
})
afterEach(() => site.stop())

const operation = '11111111-1111-4111-8111-111111111111'
const body = JSON.stringify({ subject: { what: 'rows' }, format: 'csv', operation })
const askExport = (changes: { readonly body?: string } = {}): Promise<Reply> =>
  site.askAsPage({ path: '/api/commands/exportItems', method: 'POST', body, ...changes })

const addressIn = ({ text }: Reply): string => {
  const result = JSON.parse(text) as Result<ExportOutcome>
  if (!result.ok || result.value.how !== 'ready') throw new Error(text)
  return result.value.address
}

/** As a link in the page is followed: no token, but the browser says where it comes from. */
const follow = (path: string, headers: Record<string, string> = { 'Sec-Fetch-Site': 'same-origin' }) =>
  site.ask({ path, headers: { Host: `127.0.0.1:${site.port}`, ...headers } })

/** Every waiting file. */
const waiting = async (): Promise<readonly string[]> =>
  (await readdir(join(site.folder, 'exports'), { recursive: true })).filter((name) => name.endsWith('.csv'))

describe('an export in the browser', () => {
  it('is fetched from an address of the host, as a file to save, and is deleted afterwards', async () => {
    const address = addressIn(await askExport())
    expect(await waiting()).toHaveLength(1)
    const reply = await follow(address)
    expect(reply).toMatchObject({ status: 200, text: 'a,b\r\n' })
    expect(reply.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${exportName('rows', 'csv', { day: new Date(), table: 'user_logins' })}"`,
      'content-length': '5',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    await expect.poll(waiting).toEqual([])
  })

  it("is named after the event's table, in every script, and in ASCII for readers that know no other", async () => {
    site.engine.snapshot = connectedTo({ ...logins, table: { ...logins.table, name: 'größe 日本🦦' } })
    const { headers } = await follow(addressIn(await askExport()))
    const day = exportName('rows', 'csv', { day: new Date(), table: '' })
    const name = encodeURIComponent('größe_日本_')
    expect(headers['content-disposition']).toBe(
      `attachment; filename="gr__e____${day}"; filename*=UTF-8''${name}${day}`,
    )
  })

  it('is fetched once: the address does not work a second time', async () => {
    const address = addressIn(await askExport())
    expect((await follow(address)).status).toBe(200)
    expect((await follow(address)).status).toBe(404)
  })

  it('is given to one of twenty simultaneous requests', async () => {
    const address = addressIn(await askExport())
    const replies = await Promise.all(Array.from({ length: 20 }, () => follow(address)))
    expect(replies.filter(({ status }) => status === 200).map(({ text }) => text)).toEqual(['a,b\r\n'])
    expect(replies.filter(({ status }) => status === 404)).toHaveLength(19)
    await expect.poll(waiting).toEqual([])
  })

  it('contains neither the token nor a path in its answer', async () => {
    const { text } = await askExport()
    expect(text).not.toContain(site.token)
    expect(text).not.toContain(site.folder)
    expect(addressIn({ status: 200, headers: {}, text })).toMatch(/^\/api\/downloads\/[\w-]{43}$/)
  })

  it.each([
    ['another page', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a page that names another origin', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' }],
    ['the address line', { 'Sec-Fetch-Site': 'none' }],
    ['a page of another port', { 'Sec-Fetch-Site': 'same-site' }],
    ['a foreign name of this machine', { Host: 'rebound.example', 'Sec-Fetch-Site': 'same-origin' }],
  ])('is not given to %s, and waits on', async (_who, headers) => {
    const address = addressIn(await askExport())
    const reply = await follow(address, headers)
    expect(reply.status).toBeGreaterThanOrEqual(401)
    expect(reply.status).toBeLessThanOrEqual(403)
    expect(reply.text).not.toContain('a,b')
    expect((await follow(address)).status).toBe(200)
  })

  it('is nowhere without its address, and no spelling leads out of its folder', async () => {
    await askExport()
    const guesses = ['', 'x', '..%2f..%2fsecret.txt', '../../secret.txt', String(process.pid), '__proto__']
    for (const guess of guesses) expect((await follow(`/api/downloads/${guess}`)).status).not.toBe(200)
  })

  it('is read by GET only', async () => {
    const address = addressIn(await askExport())
    const reply = await site.askAsPage({ path: address, method: 'POST', body: '{}' })
    expect([reply.status, reply.headers.allow]).toEqual([405, 'GET'])
    expect((await follow(address)).status).toBe(200)
  })

  it('is refused before anything is written if the request contains a path', async () => {
    const wrong = JSON.stringify({ ...JSON.parse(body), path: '/etc/passwd' })
    await askExport({ body: wrong })
    expect(site.engine.asked.map(({ name }) => name)).toEqual(['exportItems'])
    expect(existsSync(join(site.folder, 'exports'))).toBe(false)
  })

  it.skipIf(process.platform === 'win32')(
    'is written into no folder that others can change (B34)',
    async () => {
      await mkdir(join(site.folder, 'exports'))
      await chmod(join(site.folder, 'exports'), 0o777)
      const { text } = await askExport()
      expect(JSON.parse(text)).toMatchObject({ ok: false, failure: { code: 'path-unsafe' } })
      expect(await waiting()).toEqual([])
    },
  )

  it('is cancelled when the page that requested it goes away, and leaves nothing', async () => {
    const begun = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    site.engine.exportTo = async (_request, path) => {
      begun.resolve()
      await release.promise
      await writeFile(path, 'late')
      return ok({ name: 'late.csv', items: 1, bytes: 4 })
    }
    const socket = site.connect()
    socket.write(
      [
        'POST /api/commands/exportItems HTTP/1.1',
        `Host: 127.0.0.1:${site.port}`,
        `Authorization: Bearer ${site.token}`,
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
        '',
        body,
      ].join('\r\n'),
    )
    await begun.promise
    socket.destroy()
    await expect
      .poll(() => site.engine.asked.at(-1))
      .toEqual({ name: 'cancelOperation', input: { operation } })
    release.resolve()
    await expect.poll(waiting).toEqual([])
  })

  it.skipIf(process.platform === 'win32')('waits where nobody else can look', async () => {
    await askExport()
    const folder = join(site.folder, 'exports')
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  })
})

describe('files that wait', () => {
  it('wait only for a short time', async () => {
    const folder = await createTestFolder()
    const downloads = openDownloads(folder, 30)
    const place = downloads.reserve('a.csv')
    await writeFile(place.path, 'a')
    const address = place.offer({ name: 'a.csv', items: 1, bytes: 1 })
    await expect.poll(() => existsSync(place.path)).toBe(false)
    const server = createServer((request, response) => void downloads.handle(address, request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404)
    await new Promise((resolve) => server.close(resolve))
  })

  it('are removed at the next start if their process is gone, and left if it is running', async () => {
    const folder = await createTestFolder()
    const { pid: gone } = spawnSync(process.execPath, ['--version'])
    for (const pid of [gone, process.ppid, process.pid]) {
      await mkdir(join(folder, String(pid)))
      await writeFile(join(folder, String(pid), 'a.csv'), 'a')
    }
    openDownloads(folder)
    expect(await readdir(folder)).toEqual([String(process.ppid)])
  })

  it('are removed a day later, though another program has their process id by then (B34)', async () => {
    const folder = await createTestFolder()
    const left = join(folder, String(process.ppid))
    await mkdir(left)
    await utimes(left, new Date(), new Date(Date.now() - 25 * 60 * 60_000))
    openDownloads(folder)
    expect(await readdir(folder)).toEqual([])
  })

  it('are removed when the host closes', async () => {
    const folder = await createTestFolder()
    const downloads = openDownloads(folder)
    await writeFile(downloads.reserve('a.csv').path, 'a')
    downloads.close()
    expect(await readdir(folder)).toEqual([])
  })
})
