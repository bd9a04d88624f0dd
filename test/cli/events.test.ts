import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'
import { createTestFolder } from '../support/folders.ts'

const inDocs = (name: string): string => new URL(`../../docs/events/${name}`, import.meta.url).pathname

const definition = inDocs('sign-ups.event.json')

const message = readFileSync(inDocs('sign-ups.example.json'), 'utf8')

let bench: CommandBench
beforeAll(async () => {
  bench = await createCommandBench()
  const other = message.replace('"sign-up"', '"log-out"')
  await bench.queue.send([message, other, message.replace('"team"', '"none"')])
})
afterAll(() => bench.close())

const all = () => [...bench.queueFlags, ...bench.databaseFlags, '--event', definition]

describe('the command line with another event', { timeout: 120_000 }, () => {
  it('checks, loads, lists and exports what its definition says', async () => {
    const doctor = await bench.run('doctor', ...all())
    expect([doctor.code, doctor.stdout.includes('sign_ups is missing and will be created')]).toEqual([
      0,
      true,
    ])

    const run = await bench.run('run', '--once', '--json', ...all())
    expect(JSON.parse(run.stdout)).toMatchObject({ received: 3, loaded: 1, rejected: 2 })

    const table = [...bench.databaseFlags, '--event', definition]
    const rows = await bench.run('rows', '--json', ...table)
    const row = JSON.parse(rows.stdout) as Record<string, unknown>
    expect(row).toMatchObject({
      plan: 'team',
      newsletter: true,
      masked_email: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(Object.keys(row)[0]).toBe('sign_up_id')
    expect(rows.stdout + rows.stderr).not.toMatch(/alice|2025550123/i)

    const csv = await bench.run('export', 'rows', '--format', 'csv', ...table)
    expect(csv.stdout.split('\r\n')[0]).toMatch(/^sign_up_id,account_id,masked_email,/)

    const rejected = await bench.run('rejected', ...bench.databaseFlags)
    expect(rejected.stdout).toContain('The message is another event')
    expect(rejected.stdout).toContain('plan is not one of the values it may have')
  })

  it('prints every mistake of a definition with its place, before anything is received', async () => {
    const file = join(await createTestFolder(), 'bad.event.json')
    const text = readFileSync(definition, 'utf8').replace('"column": "account_id"', '"colum": "account_id"')
    await writeFile(file, text.replace('"type": "uuid"', '"type": "guid"'))
    const run = await bench.run('run', '--once', ...bench.queueFlags, ...bench.databaseFlags, '--event', file)
    expect(run.code).toBe(2)
    expect(run.stderr).toMatch(/bad\.event\.json:\d+:\d+ fields\[0\]\.colum: .*did you mean "column"\?/)
    expect(run.stderr).toMatch(/bad\.event\.json:\d+:\d+ fields\[0\]\.type/)
    const missing = await bench.run('rows', ...bench.databaseFlags, '--event', join(file, 'none.event.json'))
    expect([missing.code, missing.stderr.includes('none.event.json: cannot be read')]).toEqual([2, true])
  })
})
