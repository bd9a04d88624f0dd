import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readEventFile } from '../../src/app/event-file.ts'
import { callCommand } from '../support/call-command.ts'
import { createDeadLetterBench, type DeadLetterBench } from '../support/dead-letter-bench.ts'
import { makeFolder } from '../support/folders.ts'

let bench: DeadLetterBench
let folder: string
beforeAll(async () => {
  ;[bench, folder] = await Promise.all([createDeadLetterBench(), makeFolder()])
}, 60_000)
beforeEach(async () => {
  await bench.empty()
  await bench.setReceives(3)
})
afterAll(async () => {
  await bench.close()
  await rm(folder, { recursive: true, force: true })
})

const fileOf = (name: string): string => join(folder, `${name}.event.json`)

const init = (name: string, ...more: readonly string[]) =>
  callCommand(
    [
      ...['event', 'init', name, '--queue', bench.names.source, '--endpoint', bench.endpoint],
      ...['--out', fileOf(name), ...more],
    ],
    { SLUICE_DATA_DIR: folder },
  )

const send = (count: number, make: (index: number) => unknown) =>
  bench.send(Array.from({ length: count }, (_, index) => ({ body: JSON.stringify(make(index)) })))

const secret = (index: number): string => `kept-to-itself-${index}`

const visit = (index: number) => ({
  user: { email: `${secret(index)}@example.org`, id: index },
  page: secret(index),
  nothing: null,
  [secret(index) + 'ÿ']: 1,
  access_token: secret(index),
})

describe('sluice event init', { timeout: 60_000 }, () => {
  it('writes nothing while a field is undecided, shows no value, and gives all messages back', async () => {
    await send(12, visit)
    const { code, stdout, stderr } = await init('visits')
    expect([code, existsSync(fileOf('visits'))]).toEqual([1, false])
    expect(stderr).toContain('SQS counts a look as a receive.')
    expect(stderr).toContain('12 messages of queue were looked at and given back.')
    expect(stderr).toContain(
      'Give --type /nothing=TYPE, --mask /nothing, --clear /nothing or --leave-out /nothing.',
    )
    expect(stdout).toMatch(
      /\/user\/email +email +12 of 12 +0 +12 +masked as email +an e-mail address, by 12 of 12 different values/,
    )
    expect(stdout).toMatch(/\/access_token +text .* left out +a token, secret or password, by its name/)
    expect(stdout).toContain('12 names in the message cannot be shown')
    expect(stdout + stderr).not.toContain('kept-to-itself')
    const seen = await bench.look(bench.source)
    expect(seen.map(({ receiveCount }) => receiveCount)).toEqual(Array.from({ length: 12 }, () => 2))
  })

  it('writes a usable definition once everything is decided, and never over another file', async () => {
    await send(12, visit)
    const choices = ['--type', '/nothing=uuid', '--mask', '/page=page', '--clear', '/access_token']
    const { code, stderr } = await init('decided', ...choices)
    expect([code, stderr]).toMatchObject([0, expect.stringContaining('Written to')])
    const reading = readEventFile(fileOf('decided'))
    expect(reading.ok && reading.definition.fields.map(({ name, type, mask }) => [name, type, mask])).toEqual(
      [
        ['email', 'email', 'email'],
        ['user_id', 'integer', null],
        ['page', 'text', 'page'],
        ['nothing', 'uuid', null],
        ['access_token', 'text', null],
      ],
    )
    const before = readFileSync(fileOf('decided'), 'utf8')
    expect(await init('decided', '--leave-out', '/nothing')).toMatchObject({ code: 1, stdout: '' })
    expect(readFileSync(fileOf('decided'), 'utf8')).toBe(before)
    // It was refused before anything was received.
    expect((await bench.look(bench.source))[0]?.receiveCount).toBe(2)
    expect(await init('decided', '--leave-out', '/nothing', '--replace')).toMatchObject({ code: 0 })
    expect(readFileSync(fileOf('decided'), 'utf8')).not.toBe(before)
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('takes one of two events if --match says which', async () => {
    await send(24, (index) => (index % 2 === 0 ? { event: 'in', a: 1 } : { event: 'out', b: 1 }))
    const both = await init('both')
    expect(both.stdout).toContain(
      'told apart by /event: in (12), out (12). Take one of them with --match /event=in.',
    )
    const one = await init('one', '--match', '/event=in', '--json')
    expect(JSON.parse(one.stdout)).toMatchObject({ of: 12, others: 12, file: { match: { enum: ['in'] } } })
  })

  it('refuses to look if a message has a single receive, or if nothing is waiting', async () => {
    expect(await init('none')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Of 0 messages of queue'),
    })
    await send(1, () => ({ a: 1 }))
    await bench.setReceives(1)
    expect(await init('unsafe')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has a single receive'),
    })
    expect(existsSync(fileOf('unsafe'))).toBe(false)
    await bench.setReceives(3)
    expect((await bench.look(bench.source))[0]?.receiveCount).toBe(1)
  })

  it('says what is wrong with a choice, and why a file cannot be written', async () => {
    await send(1, () => ({ a: 1 }))
    expect(await init('wrong', '--clear', '/b')).toMatchObject({ code: 2, stdout: '' })
    // None of these receives anything.
    for (const flags of [
      ['--type', '/a=guid'],
      ['--type', '/a=timestamp:weeks'],
      ['--mask', '/a=no name'],
      ['--type', '/a'],
      ['--match', 'event'],
      ['--max', '0'],
    ])
      expect(await init('wrong', ...flags)).toMatchObject({ code: 2, stdout: '' })
    expect((await bench.look(bench.source))[0]?.receiveCount).toBe(2)
    await bench.setReceives(9)
    await writeFile(join(folder, 'plain'), '')
    const { code, stderr } = await init('wrong', '--out', join(folder, 'plain', 'x.json'), '--replace')
    expect([code, stderr]).toEqual([1, expect.stringContaining('could not be written')])
  })
})

const called = (...args: readonly string[]) => callCommand(['event', ...args], { SLUICE_DATA_DIR: folder })

const signUps = new URL('../../docs/events/sign-ups.event.json', import.meta.url).pathname

describe('sluice event schema, and event init --schema', { timeout: 60_000 }, () => {
  it('write a definition as a schema, and read it back as the same', async () => {
    const out = join(folder, 'sign-ups.schema.json')
    expect(await called('schema', signUps, '--out', out)).toMatchObject({ code: 0, stdout: '' })
    const { stdout } = await called('schema', signUps)
    expect(stdout).toBe(readFileSync(out, 'utf8'))
    const back = fileOf('sign-ups')
    expect(await called('init', 'sign-ups', '--schema', out, '--out', back)).toMatchObject({ code: 0 })
    expect(readEventFile(back)).toMatchObject({
      ok: true,
      definition: (readEventFile(signUps) as { definition: unknown }).definition,
    })
    expect((await called('schema', signUps, '--out', out)).code).toBe(1)
    const chosen = await called(
      'init',
      'x',
      '--schema',
      out,
      '--out',
      fileOf('x'),
      '--clear',
      '/account/email',
    )
    expect([chosen.code, existsSync(fileOf('x'))]).toEqual([2, false])
  })

  it('write what another schema says once it is decided, and list what they cannot express', async () => {
    const schema = join(folder, 'other.schema.json')
    const out = fileOf('other')
    await writeFile(
      schema,
      JSON.stringify({
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string', format: 'uuid', pattern: '^(a+)+$' },
          nick: { type: 'string', pii: true },
          people: { type: 'array', items: { type: 'object', properties: { email: { type: 'string' } } } },
        },
      }),
    )
    const asked = await called('init', 'other', '--schema', schema, '--out', out)
    expect([asked.code, existsSync(out)]).toEqual([1, false])
    expect(asked.stderr).toContain('Not taken over: #/properties/id/pattern: patterns are not run')
    expect(asked.stderr).toContain('Give --clear /people or --leave-out /people.')
    expect(asked.stdout).toMatch(/\/nick +text .* masked as nick +personal data, as the schema says/)
    const done = await called(
      'init',
      'other',
      '--schema',
      schema,
      '--out',
      out,
      '--leave-out',
      '/people',
      '--json',
    )
    expect(JSON.parse(done.stdout)).toMatchObject({
      notTaken: [{}],
      file: { fields: [{ name: 'id' }, { mask: 'nick' }] },
    })
    expect(readEventFile(out).ok).toBe(true)
  })

  it('say what is wrong with a file', async () => {
    const schema = join(folder, 'wrong.schema.json')
    for (const text of [
      '{"type":"string"}',
      '{',
      `${'['.repeat(300)}`,
      '{"x-sluice":{"table":1},"properties":{}}',
    ]) {
      await writeFile(schema, text)
      const { code, stderr } = await called('init', 'wrong', '--schema', schema, '--out', fileOf('wrong'))
      expect([code, stderr]).toEqual([2, expect.stringContaining('No event can be made from the schema')])
    }
    expect(
      (await called('init', 'wrong', '--schema', join(folder, 'none'), '--out', fileOf('wrong'))).code,
    ).toBe(2)
    expect((await called('schema', schema)).code).toBe(2)
    expect((await called('schema', join(folder, 'none'))).code).toBe(2)
    expect(existsSync(fileOf('wrong'))).toBe(false)
  })
})
