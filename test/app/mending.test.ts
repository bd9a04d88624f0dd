import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkEdit } from '../../src/app/repair/edit-version.ts'
import { openVersion } from '../../src/app/repair/open-version.ts'
import { causeOf } from '../../src/contract/cause.ts'
import type { Reason } from '../../src/contract/reason.ts'
import { loginBody } from '../support/logins.ts'
import { fields, mendingOf, rejectOne as reject, right, whole } from '../support/mending.ts'
import { createRepairBench, wrongLogin, type RepairBench } from '../support/repair-bench.ts'

let bench: RepairBench
beforeAll(async () => {
  bench = await createRepairBench()
})
beforeEach(() => bench.empty())
afterAll(() => bench.close())

const rejectOne = (body: string) => reject(bench, body)
const audit = () => bench.test.query('select what, subject, why from sluice.audit order by audit_id')
const kept = () => bench.test.query('select version from sluice.repairs')

describe('opening a message to mend it', () => {
  it('N1: says of each field whether it is there, with its value covered, and of each other fault where it is', async () => {
    const body = loginBody({
      user_id: undefined,
      ip: 'nowhere',
      app_version: 'x',
      userId: 'someone',
      key7: 'a',
    })
    const { places, reasons, text, covered, version, newest, original } = await (await rejectOne(body)).open()
    expect({ version, newest, original, covered }).toEqual({
      version: 0,
      newest: 0,
      original: null,
      covered: true,
    })
    expect(text).toHaveLength(body.length)
    expect(reasons.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'not-a-version /app_version',
      'not-an-ip /ip',
      'unknown-field /userId',
      'unknown-field ',
      'missing-field /user_id',
    ])
    expect(places?.map(({ pointer, state, value, names }) => [pointer, state, value, names])).toEqual([
      ['/user_id', 'missing', null, []],
      ['/app_version', 'present', '"x"', []],
      ['/device_type', 'present', '"android"', []],
      ['/ip', 'present', '"•••••••"', []],
      ['/locale', 'present', '"DE"', []],
      ['/device_id', 'present', '"•••••••••••"', []],
      ['/userId', 'extra', '"•••••••"', ['user_id']],
      [null, 'extra', '"•"', ['user_id']],
    ])
  })

  it('N1: a text that is not a JSON object has no fields to edit, and an attempt says so', async () => {
    const message = await rejectOne('{"ip":"203.0.113.9"')
    expect(await message.open()).toMatchObject({ places: null })
    await expect(message.check(right)).rejects.toMatchObject({
      failure: { code: 'edit-impossible', details: { why: 'not-an-object' } },
    })
  })

  it('N4: returns the text in clear, and the message as it came, only after the reason is in the audit', async () => {
    const body = loginBody({ app_version: 'x' })
    const message = await rejectOne(body)
    const before = await audit()
    await message.keep(fields({ at: '/app_version', value: '"1.0"' }))
    await message.open()
    expect(await audit()).toEqual(before)
    expect(await message.open(1, 'ticket 12')).toMatchObject({
      ...{ covered: false, text: body.replace('"x"', '"1.0"'), original: body, reasons: [] },
    })
    expect(await audit()).toEqual([
      ...before,
      { what: 'uncover-rejected', subject: message.id, why: 'ticket 12' },
    ])
  })

  it('N4: continues from the last version that a person made and did not take back', async () => {
    const message = await rejectOne(loginBody({ ip: 'nowhere', app_version: 'x' }))
    await message.keep(right)
    await message.keep(fields({ at: '/app_version', value: '"1.0"' }), 1)
    expect(await message.open()).toMatchObject({ version: 2, newest: 2, outcome: null, reasons: [] })
    await message.undo(2)
    expect(await message.open()).toMatchObject({
      ...{ version: 1, newest: 2, reasons: [{ code: 'not-a-version' }] },
    })
    await expect(message.open(7)).rejects.toMatchObject({ failure: { code: 'not-found' } })
  })
})

describe('the group of a message', () => {
  it.each([
    ['one reason', loginBody({ ip: 'x' })],
    ['several, one of them twice', loginBody({ ip: 'x', user_id: undefined, a1: 1, b2: 2, Zone: 3 })],
    ['no JSON', '{"ip" "x","locale":'],
    [
      'more than its name holds',
      loginBody(
        Object.fromEntries(
          Array.from({ length: 60 }, (_, at) => [`a${'b'.repeat(at % 30)}${'c'.repeat(at / 30)}`, 1]),
        ),
      ),
    ],
  ])('N2: is called by its reasons as the database calls it, with %s', async (_, body) => {
    await rejectOne(body)
    const [row] = await bench.test.query<{ cause: string; reasons: readonly Reason[] }>(
      'select cause, reasons from sluice.rejected',
    )
    expect(causeOf(row?.reasons ?? [])).toBe(row?.cause)
  })
})

describe('checking an edit', () => {
  it('N1: says what still fails, and where in the edited text, and shows only what was typed of it', async () => {
    const body = loginBody({ ip: 'nowhere', app_version: 'x' })
    const message = await rejectOne(body)
    const { text, reasons } = await message.check(fields({ at: '/ip', value: '"also nowhere"' }))
    const edited = body.replace('"nowhere"', '"also nowhere"')
    expect(text).toBe(edited.replace('593-47-5928', '•'.repeat(11)))
    expect(reasons.map(({ range }) => edited.slice(...(range ?? [0])))).toEqual(['"x"', '"also nowhere"'])
  })

  it('N1: reports nothing if it would pass, and writes nothing', async () => {
    const message = await rejectOne(loginBody({ ip: 'nowhere' }))
    const before = await audit()
    expect(await message.check(right)).toMatchObject({ reasons: [] })
    expect(await message.check(whole(loginBody()))).toEqual({ reasons: [], text: null })
    expect(await message.check(whole('{'))).toMatchObject({ reasons: [{ code: 'not-json' }], text: null })
    expect([await kept(), await audit()]).toEqual([[], before])
  })

  it('N1: a field under its former name is renamed without revealing its value', async () => {
    const body = loginBody({ user_id: undefined, userId: 'someone' })
    const message = await rejectOne(body)
    const at = (await message.open()).places?.find(({ state }) => state === 'extra')?.at ?? ''
    if (typeof at === 'string') throw new Error('An extra name is told by where it is')
    const edit = fields({ at, name: 'user_id' })
    const { reasons, text } = await message.check(edit)
    expect(reasons).toEqual([])
    expect(text).not.toContain('someone')
    expect(await message.textOf(await message.keep(edit))).toBe(body.replace('"userId"', '"user_id"'))
  })

  it('N1: bytes that were not text pass after they were mended, once nothing replaces them', async () => {
    const body = loginBody({ locale: 'D\uFFFD' })
    await bench.reject([wrongLogin('m', body, { isIntact: false })])
    const id = await bench.rejectedId('m')
    expect(await openVersion(mendingOf(bench), { id, version: null, uncover: null })).toMatchObject({
      reasons: [{ code: 'not-utf8' }],
    })
    const edit = fields({ at: '/locale', value: '"DE"' })
    expect(await checkEdit(mendingOf(bench), { id, version: 0, edit })).toMatchObject({ reasons: [] })
  })
})

describe('keeping, taking back and sending', () => {
  it('N4: everything that was not edited stays as it was written, and the message itself stays as it came', async () => {
    const body = `{ "user_id":"\\u0041", "app_version":"1.0",\n "device_type":"a","ip" :"x","locale":null,"device_id":"d"}`
    const message = await rejectOne(body)
    const originals = await bench.originals()
    expect(await message.keep(right)).toBe(1)
    expect(await message.textOf(1)).toBe(body.replace('"x"', '"203.0.113.1"'))
    expect(await bench.originals()).toBe(originals)
    expect(await message.send(1)).toMatchObject({
      ...{ state: 'loaded', rowId: expect.any(String) as string },
      versions: [{ version: 1, base: 0, madeBy: 'ann', outcome: 'loaded' }],
    })
    expect(await bench.originals()).toBe(originals)
    expect(await bench.rows()).toBe(1)
  })

  it('N4: a version that is rejected again says why, and the next is based on it', async () => {
    const message = await rejectOne(loginBody({ ip: 'nowhere', app_version: 'x' }))
    await message.keep(right)
    expect(await message.send(1)).toMatchObject({
      ...{ state: 'kept', versions: [{ outcome: 'rejected-again', reasons: [{ code: 'not-a-version' }] }] },
    })
    expect(await message.open()).toMatchObject({ version: 1, outcome: 'rejected-again' })
    await message.keep(fields({ at: '/app_version', value: '"1.0"' }), 1)
    expect(await message.send(2)).toMatchObject({ state: 'loaded' })
    expect(await message.versions()).toMatchObject([
      { version: 1, base: 0, outcome: 'rejected-again' },
      { version: 2, base: 1, outcome: 'loaded' },
    ])
  })

  it('N4: sent twice, a version is sent once; two senders at once make one row', async () => {
    const message = await rejectOne(loginBody({ ip: 'nowhere' }))
    await message.keep(right)
    const both = await Promise.allSettled([message.send(1), message.send(1)])
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect(await message.send(1)).toMatchObject({ state: 'loaded' })
    expect(await bench.rows()).toBe(1)
  })

  it('N4: a version whose sending was interrupted is sent again', async () => {
    const message = await rejectOne(loginBody({ ip: 'nowhere' }))
    await message.keep(right)
    await bench.test.query(`update sluice.repairs set outcome = 'sent', run_id = $1`, [crypto.randomUUID()])
    expect(await message.send(1)).toMatchObject({ state: 'loaded', versions: [{ outcome: 'loaded' }] })
  })

  it('N4: what had become of its origin before is reported: already loaded', async () => {
    const message = await rejectOne(loginBody({ ip: 'nowhere' }))
    await bench.commit(bench.prepare()([wrongLogin('other', loginBody(), { originId: 'm' })]))
    await message.keep(right)
    expect(await message.send(1)).toMatchObject({
      ...{ state: 'already-loaded', versions: [{ outcome: 'already-loaded' }] },
    })
    expect(await bench.rows()).toBe(1)
  })

  it('N4: a version that was taken back stays in the history, with who did it, and is never sent', async () => {
    const message = await rejectOne(loginBody({ ip: 'nowhere' }))
    await message.keep(right)
    await message.undo(1, 'bob')
    expect(await message.versions()).toMatchObject([
      { version: 1, madeBy: 'ann', outcome: 'taken-back', takenBy: 'bob', sends: 0 },
    ])
    await expect(message.send(1)).rejects.toMatchObject({ failure: { code: 'mended-meanwhile' } })
    expect(await bench.rows()).toBe(0)
    expect(await message.keep(right, 0, 1)).toBe(2)
    expect(await message.versions()).toMatchObject([{ version: 1 }, { version: 2, base: 0, outcome: null }])
  })

  it('N4: taken back by one while another sends it, a version is one or the other', async () => {
    for (let round = 0; round < 5; round += 1) {
      await bench.empty()
      const message = await rejectOne(loginBody({ ip: 'nowhere' }))
      await message.keep(right)
      await Promise.allSettled([message.send(1), message.undo(1)])
      const [version] = await message.versions()
      expect(await bench.rows()).toBe(version?.outcome === 'loaded' ? 1 : 0)
      expect(['loaded', 'taken-back']).toContain(version?.outcome)
    }
  })
})
