import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listCauses } from '../../src/adapters/postgres/rejected-causes.ts'
import { listRejected } from '../../src/adapters/postgres/rejected.ts'
import { changeState } from '../../src/adapters/postgres/rejected-state.ts'
import { readHistory } from '../../src/adapters/postgres/repair-history.ts'
import { keepOwnVersion } from '../../src/app/repair/mend-one.ts'
import { sendDrafts } from '../../src/app/repair/bench.ts'
import { failure } from '../../src/contract/failure.ts'
import type { RepairRule } from '../../src/contract/repair-rule.ts'
import { versionName } from '../../src/pipeline/repair/repairs-port.ts'
import { loginBody } from '../support/logins.ts'
import { causesOf, listOf } from '../support/rejected.ts'
import {
  asFast,
  createRepairBench,
  former,
  kept,
  renamed,
  wrongLogin,
  type RepairBench,
} from '../support/repair-bench.ts'

const signal = new AbortController().signal

let bench: RepairBench
beforeAll(async () => {
  bench = await createRepairBench()
})
beforeEach(() => bench.empty())
afterAll(() => bench.close())

const apply = async (rule: RepairRule, options = asFast) => (await bench.open(rule)).apply(options, signal)

describe('a message that one person mends', () => {
  const keep = (text: string, seen = 0, rejectedId = id) =>
    keepOwnVersion(bench.storage, { rejectedId, seen, text, by: 'ann' })
  let id = ''
  beforeEach(async () => {
    await bench.reject([wrongLogin('m', loginBody({ ip: 'nowhere' }))])
    id = await bench.rejectedId('m')
  })
  const send = () => sendDrafts(bench.request({ which: { by: 'ids', ids: [id] } }), asFast, signal)

  it('N4: is a version beside the original, with author, time and outcome, and is loaded when it is sent', async () => {
    const originals = await bench.originals()
    expect(await keep(loginBody({ ip: 'still wrong' }))).toBe(1)
    expect(await send()).toMatchObject({ sent: 1, rejectedAgain: 1 })
    expect(await keep(loginBody({ ip: '203.0.113.1' }), 1)).toBe(2)
    expect(await send()).toMatchObject({ sent: 1, loaded: 1 })
    expect(await readHistory(bench.storage.database, 'm')).toMatchObject({
      ...{ id, state: 'loaded' },
      versions: [
        {
          ...{ version: 1, base: 0, rule: null, madeBy: 'ann', outcome: 'rejected-again' },
          reasons: [{ code: 'not-an-ip', pointer: '/ip' }],
        },
        { version: 2, base: 1, rule: null, madeBy: 'ann', outcome: 'loaded', reasons: [] },
      ],
    })
    expect(await bench.originals()).toBe(originals)
  })

  it('N4: reports that someone else has mended it meanwhile', async () => {
    const kept = await Promise.allSettled([keep(loginBody()), keep(loginBody({ locale: 'FR' }))])
    expect(kept.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(keep(loginBody())).rejects.toMatchObject({ failure: { code: 'mended-meanwhile' } })
  })

  it.each(['loaded', 'discarded'])('N4: reports that it was %s meanwhile', async (how) => {
    if (how === 'discarded') await changeState(bench.storage.database, kept, 'discarded', null)
    else {
      await keep(loginBody())
      await send()
    }
    await expect(keep(loginBody(), 1)).rejects.toMatchObject({ failure: { code: 'settled-meanwhile' } })
  })

  it('N4: a version that was made and then superseded is not sent', async () => {
    await keep(loginBody())
    await changeState(bench.storage.database, kept, 'discarded', null)
    expect(await send()).toMatchObject({ sent: 0, runId: null })
    expect(await bench.rows()).toBe(0)
  })

  it('a rule starts from what a person has made and not sent', async () => {
    await keep(loginBody({ user_id: undefined, userId: 'x' }))
    expect(await apply({ ...renamed, where: { code: null, pointer: null, cause: null } })).toMatchObject({
      loaded: 1,
    })
    expect((await readHistory(bench.storage.database, id)).versions).toMatchObject([
      { version: 1, outcome: null },
      { version: 2, base: 1, rule: 'renamed', outcome: 'loaded' },
    ])
  })

  it('an unknown one is reported as missing', async () => {
    await expect(readHistory(bench.storage.database, 'nobody')).rejects.toMatchObject({
      failure: { code: 'not-found' },
    })
    await expect(keep(loginBody(), 0, '4711')).rejects.toMatchObject({ failure: { code: 'not-found' } })
  })
})

describe('bugs that other tools had', () => {
  it('N4: a message that was sent again with success no longer counts as failed', async () => {
    await bench.reject(former(0, 3))
    await apply(renamed)
    expect(await listRejected(bench.storage.database, listOf())).toMatchObject({ total: 0, rejected: [] })
  })

  it('N4: an edit that is rejected again drops neither the message nor the edit', async () => {
    await bench.reject([wrongLogin('m', loginBody({ ip: 'nowhere' }))])
    const id = await bench.rejectedId('m')
    const edited = loginBody({ ip: 'still wrong' })
    await keepOwnVersion(bench.storage, { rejectedId: id, seen: 0, text: edited, by: 'ann' })
    const outcome = await sendDrafts(bench.request(), asFast, signal)
    expect(outcome).toMatchObject({ loaded: 0, rejectedAgain: 1 })
    const [row] = await bench.test.query<{ original: Buffer; version: Buffer }>(
      `select r.sealed_body as original, v.sealed_body as version
       from sluice.rejected r join sluice.repairs v using (rejected_id) where state = 'kept'`,
    )
    expect(bench.storage.seal.open('m', row?.original ?? Buffer.of()).body).toBe(loginBody({ ip: 'nowhere' }))
    expect(bench.storage.seal.open(versionName('m', 1), row?.version ?? Buffer.of()).body).toBe(edited)
    expect(() => bench.storage.seal.open(versionName('m', 2), row?.version ?? Buffer.of())).toThrow(
      expect.objectContaining({ failure: failure('body-altered') }),
    )
  })

  it('N4: "all" is what was there when the bench was opened, not what came since', async () => {
    await bench.reject(former(0, 3))
    const opened = await bench.open(renamed)
    await bench.reject(former(3, 5))
    expect(await opened.apply(asFast, signal)).toMatchObject({ meant: 3, loaded: 3 })
    expect(await bench.states()).toEqual({ loaded: 3, kept: 2 })
  })

  it('N4: the count of a group reaches zero when the last of it is loaded', async () => {
    await bench.reject(former(0, 4))
    expect(await listCauses(bench.storage.database, causesOf())).toMatchObject({ groups: 1, total: 4 })
    await apply(renamed)
    expect(await listCauses(bench.storage.database, causesOf())).toMatchObject({ groups: 0, total: 0 })
  })
})
