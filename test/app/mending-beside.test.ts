import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkEdit, keepEdit } from '../../src/app/repair/edit-version.ts'
import { openVersion, readClear, type MendingBench } from '../../src/app/repair/open-version.ts'
import { sendOwnVersion } from '../../src/app/repair/send-own.ts'
import type { EventDefinition } from '../../src/contract/event-definition.ts'
import { logins } from '../../src/contract/logins.ts'
import type { MessageEdit } from '../../src/contract/mending.ts'
import { newestOf } from '../../src/pipeline/dead-letters/send-back-candidates.ts'
import { createReturns } from '../../src/adapters/postgres/returns.ts'
import { loginBody } from '../support/logins.ts'
import { fields, mendingOf, whole } from '../support/mending.ts'
import { createRepairBench, kept, wrongLogin, type RepairBench } from '../support/repair-bench.ts'

const signal = new AbortController().signal

/** Logins whose locale comes in an attribute. */
const beside: EventDefinition = {
  ...logins,
  fields: logins.fields.map((field) =>
    field.name === 'locale' ? { ...field, pointer: '@locale', nullable: false } : field,
  ),
}

let bench: RepairBench
let mending: MendingBench
let id: string
beforeAll(async () => {
  bench = await createRepairBench()
  mending = { ...mendingOf(bench), event: beside }
})
beforeEach(async () => {
  await bench.empty()
  const attributes = [
    { name: 'locale', type: 'String', value: 'x'.repeat(90) },
    { name: 'trace', type: 'String', value: 'kept' },
  ]
  await bench.reject([wrongLogin('m', loginBody({ locale: undefined }), { attributes })])
  id = await bench.rejectedId('m')
})
afterAll(() => bench.close())

const open = (version: number | null = null) => openVersion(mending, { id, version, uncover: null })
const keep = (edit: MessageEdit, version = 0) =>
  keepEdit(mending, { id, version, seen: version, edit }, 'ann')
const right = fields({ at: '@locale', value: '"DE"' })
const clear = (version: number) => readClear(bench.storage, id, version)

describe('a field that comes in an attribute', () => {
  it('N1: has a place with its value covered, and its fault', async () => {
    const { places, reasons } = await open()
    expect(places?.find(({ at }) => at === '@locale')).toEqual({
      ...{ at: '@locale', pointer: '@locale', state: 'present', value: `"${'•'.repeat(90)}"` },
      ...{ names: [], fault: null },
    })
    expect(reasons).toMatchObject([{ code: 'too-long', pointer: '@locale' }])
  })

  it('N1: is edited like any other, and what it came with stays', async () => {
    const { storage, test } = bench
    const originals = await bench.originals()
    expect(await checkEdit(mending, { id, version: 0, edit: right })).toMatchObject({ reasons: [] })
    expect(await keep(right)).toEqual({ version: 1 })
    expect((await clear(1)).delivery).toMatchObject({
      attributes: [
        { name: 'locale', value: 'DE' },
        { name: 'trace', value: 'kept' },
      ],
    })
    expect((await clear(0)).delivery.attributes[0]?.value).toHaveLength(90)
    // A later edit of the text starts from that version.
    expect(await keep(whole(loginBody({ locale: undefined, user_id: 'later' })), 1)).toEqual({ version: 2 })
    expect((await clear(2)).delivery.attributes[0]).toMatchObject({ value: 'DE' })
    // So does what goes back to a queue.
    const returns = createReturns(storage.database, { queue: 'test', by: 'ann', mostSends: 5, again: false })
    const page = await storage.rejections(kept).next('0')
    const known = await returns.known(page.map((one) => one.id))
    expect(newestOf(page, known, 'test', storage.seal).candidates).toMatchObject([
      { version: 2, attributes: [{ value: 'DE' }, { value: 'kept' }] },
    ])
    const request = bench.request({ by: 'ann', event: beside })
    const { versions } = await sendOwnVersion(request, { id, version: 2 }, crypto.randomUUID(), signal)
    expect(versions.map(({ outcome }) => outcome)).toEqual([null, 'loaded'])
    expect(await test.query('select user_id, locale from user_logins')).toEqual([
      { user_id: 'later', locale: 'DE' },
    ])
    expect(await bench.originals()).toBe(originals)
  })

  it('N1: is missing once it was taken away', async () => {
    const edit = fields({ at: '@locale', value: null })
    expect((await checkEdit(mending, { id, version: 0, edit })).reasons).toMatchObject([
      { code: 'missing-field', pointer: '@locale' },
    ])
    await keep(edit)
    expect((await open()).places?.find(({ at }) => at === '@locale')).toMatchObject({ state: 'missing' })
  })
})
