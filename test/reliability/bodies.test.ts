import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { runEngine } from '../prove/engine.ts'
import { startRun } from '../prove/worker-process.ts'
import { fewOf } from '../support/everything.ts'
import { loginBody } from '../support/logins.ts'
import { prepareTable } from './triggers.ts'
import { createWorld } from './world.ts'

interface Case {
  readonly what: string
  readonly body: string | Buffer
  /** The first reason; null if it is loaded. */
  readonly code: string | null
}

const notUtf8 = Buffer.concat([
  Buffer.from('{"user_id":"a'),
  Buffer.from([0xc3, 0x28]),
  Buffer.from(loginBody().slice(1)),
])

const raw = (userId: string): string => loginBody({ user_id: 'PLACE' }).replace('"PLACE"', userId)

const cases: readonly Case[] = [
  { what: 'A21 nothing', body: ' ', code: 'empty-body' },
  { what: 'A21 null', body: 'null', code: 'not-an-object' },
  { what: 'A21 an array', body: '[]', code: 'holds-several' },
  { what: 'A21 a number', body: '1', code: 'not-an-object' },
  { what: 'A21 a byte order mark', body: `\ufeff${loginBody()}`, code: 'not-json' },
  { what: 'A21 cut off', body: loginBody().slice(0, -3), code: 'not-json' },
  { what: 'A21 NaN', body: raw('NaN'), code: 'not-json' },
  { what: 'A21 a text of 1 MiB', body: loginBody({ user_id: 'x'.repeat(1_048_576) }), code: 'too-long' },
  { what: 'A21 100,000 levels', body: '['.repeat(100_000), code: 'too-deep' },
  {
    what: 'A21 100,000 keys',
    body: `{${Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join()}}`,
    code: 'unknown-field',
  },
  { what: 'A22 NUL', body: raw('"a\\u0000b"'), code: 'nul-character' },
  { what: 'A22 a lone high surrogate', body: raw('"\\ud83d"'), code: 'lone-surrogate' },
  { what: 'A22 a lone low surrogate', body: raw('"\\ude00"'), code: 'lone-surrogate' },
  { what: 'A22 a reversed pair', body: raw('"\\ude00\\ud83d"'), code: 'lone-surrogate' },
  { what: 'A22 an emoji', body: loginBody({ user_id: '😀' }), code: null },
  { what: 'A22 an escaped emoji', body: raw('"e\\ud83d\\ude00"'), code: null },
  { what: 'A23 a name twice', body: loginBody().replace('{', '{"ip":"1.1.1.1",'), code: 'duplicate-key' },
  {
    what: 'A24 __proto__',
    body: loginBody().replace('{', '{"__proto__":{"polluted":1},'),
    code: 'unknown-field',
  },
  {
    what: 'A24 constructor',
    body: loginBody({ constructor: { prototype: { polluted: 1 } } }),
    code: 'unknown-field',
  },
  { what: 'A24 within a value', body: raw('{"a":{"b":{"__proto__":{"polluted":1}}}}'), code: 'wrong-type' },
  { what: 'A25 a number past 2^53', body: raw('9007199254740993'), code: 'wrong-type' },
  { what: 'A25 a number past all', body: raw('1e400'), code: 'wrong-type' },
  { what: 'A25 minus zero', body: raw('-0'), code: 'wrong-type' },
  { what: 'A25 digits as a text', body: loginBody({ user_id: '001' }), code: null },
  { what: 'A26 bytes that are not UTF-8', body: notUtf8, code: 'not-utf8' },
  { what: 'A26 an honest U+FFFD', body: loginBody({ user_id: 'a\ufffdb' }), code: null },
  { what: 'A27 a leading zero', body: loginBody({ ip: '01.2.3.4' }), code: 'not-an-ip' },
  { what: 'A27 spaces', body: loginBody({ ip: ' 1.2.3.4 ' }), code: 'not-an-ip' },
  { what: 'A27 a zone', body: loginBody({ ip: 'fe80::1%eth0' }), code: 'not-an-ip' },
  { what: 'A27 plain', body: loginBody({ user_id: 'ip-plain', ip: '1.2.3.4' }), code: null },
  { what: 'A27 mapped', body: loginBody({ user_id: 'ip-mapped', ip: '::ffff:1.2.3.4' }), code: null },
  { what: 'A27 short', body: loginBody({ user_id: 'ip-short', ip: '::1' }), code: null },
  { what: 'A27 long', body: loginBody({ user_id: 'ip-long', ip: '0:0:0:0:0:0:0:1' }), code: null },
]

describe('hostile bodies', () => {
  test.each(fewOf(['json', 'query'] as const, 1))(
    'A21 to A27: each is rejected for its reason or loaded exactly, through the %s protocol',
    async (protocol) => {
      await using world = await createWorld()
      const ids = new Map(cases.map(({ what, body }) => [world.double.queue.send(body), what]))

      const { end, counts } = await runEngine(world.target, { protocol })

      expect({ end, received: counts.received }).toEqual({ end: 'drained', received: cases.length })
      const rejected = await world.ask(
        `select message_id, reasons -> 0 ->> 'code' as code from sluice.rejected`,
      )
      const found = new Map(rejected.map((row) => [ids.get(String(row.message_id)), row.code]))
      expect(cases.map(({ what }) => [what, found.get(what) ?? null])).toEqual(
        cases.map(({ what, code }) => [what, code]),
      )
      const rows = await world.ask('select user_id, masked_ip from user_logins')
      const masks = new Map(rows.map((row) => [row.user_id, row.masked_ip]))
      expect([...masks.keys()].sort()).toEqual(
        ['😀', 'e😀', '001', 'a\ufffdb', 'ip-plain', 'ip-mapped', 'ip-short', 'ip-long'].sort(),
      )
      expect(masks.get('ip-plain')).toBe(masks.get('ip-mapped'))
      expect(masks.get('ip-short')).toBe(masks.get('ip-long'))
      expect(({} as Record<string, unknown>).polluted).toBe(undefined)
    },
    60_000,
  )

  test.runIf(process.platform === 'linux')(
    'A21: take no more than 150 MiB together, and leave a worker that goes on',
    async () => {
      await using world = await createWorld()
      await prepareTable(world)
      const worker = startRun(world.target, ['--json'])
      // A worker that has already worked: memory for any work is not due to the bodies.
      world.send(500, { malformedEvery: 0 })
      await worker.until((line) => line.received >= 500)
      const memory = async (what: string): Promise<number> =>
        Number(
          new RegExp(`${what}:\\s+(\\d+)`).exec(await readFile(`/proc/${worker.pid}/status`, 'utf8'))?.[1],
        ) / 1024
      const before = await memory('VmRSS')
      for (const { body } of cases) world.double.queue.send(body)
      await worker.until((line) => line.received >= 500 + cases.length)
      const most = await memory('VmHWM')
      world.send(10, { malformedEvery: 0, seed: 2 })
      await worker.until((line) => line.received >= 510 + cases.length)
      worker.kill('SIGTERM')

      expect((await worker.ended).code).toBe(0)
      expect(most - before).toBeLessThan(150)
    },
    60_000,
  )
})
