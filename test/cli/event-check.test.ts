import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { usualPreferences } from '../../src/contract/preferences.ts'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'

const inDocs = (name: string): string => new URL(`../../docs/events/${name}`, import.meta.url).pathname
const signUps = inDocs('sign-ups.event.json')

let bench: CommandBench
beforeEach(async () => {
  bench = await createCommandBench()
})
afterEach(() => bench.close())

const both = () => [...bench.queueFlags, ...bench.databaseFlags]

const run = (file: string, ...more: readonly string[]) =>
  bench.run('run', '--once', '--json', ...both(), '--event', file, ...more)

/** The documentation's sign-ups with a different part. */
const changed = async (from: string, to: string): Promise<string> => {
  const text = readFileSync(signUps, 'utf8')
  expect(text).toContain(from)
  const file = join(bench.folder, 'changed.event.json')
  await writeFile(file, text.replace(from, to))
  return file
}

/** How many connections are left depends on the moment. */
const withoutCounts = (text: string): string => text.replace(/\d+ more connections/, 'more connections')

const message = readFileSync(inDocs('sign-ups.example.json'), 'utf8')

describe('sluice event check', { timeout: 120_000 }, () => {
  it('says what doctor says about a definition, with the same codes', async () => {
    const check = await bench.run('event', 'check', signUps, ...both())
    const doctor = await bench.run('doctor', '--event', signUps, ...both())
    expect(check.code).toBe(0)
    expect(withoutCounts(check.stdout)).toBe(withoutCounts(doctor.stdout))
    expect(check.stdout).toMatch(/ok {4}Event +sign-ups will be noted at the next run/)
    expect(check.stdout).toContain('sign_ups is missing and will be created')

    await bench.database.query('create table sign_ups (account_id integer)')
    const unfit = await bench.run('event', 'check', signUps, '--json', ...both())
    expect([unfit.code, JSON.parse(unfit.stdout)]).toMatchObject([1, { healthy: false }])
  })

  it('prints every mistake on its own line, with its place, before it asks any server', async () => {
    const file = await changed('"column": "account_id"', '"colum": "account_id", "type": "guid"')
    const { code, stdout, stderr } = await bench.run('event', 'check', file)
    expect([code, stdout]).toEqual([2, ''])
    const lines = stderr.trim().split('\n')
    expect(
      lines.filter((line) => /^changed\.event\.json:\d+:\d+ fields\[0\]\./.test(line)).length,
    ).toBeGreaterThan(1)
    const missing = await bench.run('event', 'check', join(bench.folder, 'none.event.json'))
    expect([missing.code, missing.stderr.includes('cannot be read (ENOENT)')]).toEqual([2, true])
  })
})

describe('the command line and a definition that has changed', { timeout: 120_000 }, () => {
  it('refuses what needs consent, says so, and continues with --accept-changes', async () => {
    await bench.queue.send([message])
    expect(await run(signUps)).toMatchObject({ code: 0 })
    await bench.queue.send([message])
    const narrower = await changed('"maxLength": 16', '"maxLength": 8')
    const dry = await bench.run('run', '--dry-run', ...both(), '--event', narrower)
    const refused = await run(narrower)
    for (const end of [dry, refused]) {
      expect([end.code, end.stdout]).toEqual([1, ''])
      expect(end.stderr).toMatch(/plan\.maxLength: takes less than before/)
      expect(end.stderr).toContain('--accept-changes')
    }
    expect((await bench.queue.port.depth()).visible).toBe(1)
    const doctor = await bench.run('event', 'check', narrower, ...both())
    expect([doctor.code, /FAIL {2}Event/.test(doctor.stdout)]).toEqual([1, true])

    const accepted = await run(narrower, '--accept-changes')
    expect([accepted.code, JSON.parse(accepted.stdout)]).toMatchObject([0, { loaded: 1 }])
    expect(await run(narrower)).toMatchObject({ code: 0 })
    // Each run records which definition it used.
    const runs = await bench.database.query(
      'select e.definition #>> $1 as width from sluice.runs r join sluice.events e using (event_id) order by started_at',
      ['{fields,3,maxLength}'],
    )
    expect(runs).toEqual([{ width: '16' }, { width: '8' }, { width: '8' }])
  })

  it('refuses to remove a mask until the field is named, and changes nothing', async () => {
    await bench.queue.send([message])
    expect(await run(signUps)).toMatchObject({ code: 0 })
    await bench.queue.send([message])
    const clear = await changed('      "mask": "email",\n', '')
    for (const little of [
      [],
      ['--accept-changes'],
      ['--confirm-field', 'phone'],
      ['--confirm-field', 'masked_email'],
    ]) {
      const { code, stderr } = await run(clear, ...little)
      expect([code, stderr.includes('email.mask: is stored in the clear')]).toEqual([1, true])
      expect(stderr).toContain('--confirm-field email')
      expect(stderr).not.toMatch(/alice/i)
    }
    expect((await bench.queue.port.depth()).visible).toBe(1)
    expect(await run(clear, '--confirm-field', 'phone', '--confirm-field', 'email')).toMatchObject({
      code: 0,
    })
  })
})

describe('the event of a stored connection', { timeout: 120_000 }, () => {
  const store = (event: string) => {
    const id = '6f1c1b0e-8f0e-4b7e-9d59-0a8f2f6f3a11'
    const profile = {
      ...{ id, kind: 'docker', name: 'Bench', queue: bench.queue.name, endpoint: inject('queueEndpoint') },
      ...{ region: '', awsProfile: '', databaseUrl: bench.database.url, password: '', event },
    }
    const settings = { version: 1, activeId: id, profiles: [profile], preferences: usualPreferences }
    return writeFile(join(bench.folder, 'settings.json'), JSON.stringify(settings))
  }

  it('is in force for every command, as long as the connection is in use', async () => {
    await store(signUps)
    expect(await bench.run('seed', '--count', '4', '--malformed', '1')).toMatchObject({ code: 0 })
    const end = await bench.run('run', '--once', '--json', '--max-rejected-share', 'off')
    expect(JSON.parse(end.stdout)).toMatchObject({ loaded: 3, rejected: 1 })
    const rows = await bench.run('rows', '--json')
    expect(rows.stdout.trim().split('\n')).toHaveLength(3)
    expect(rows.stdout).toContain('masked_email')
    const csv = await bench.run('export', 'rows', '--format', 'csv')
    expect(csv.stdout).toMatch(/^sign_up_id,/)
    expect((await bench.run('doctor')).stdout).toContain(
      'sign-ups is defined as when sign_ups was last filled',
    )
    expect(await bench.run('rejected', 'retry')).toMatchObject({ code: 0 })
    expect((await bench.run('doctor', '--grant', 'loader')).stdout).toContain('sign_ups')
    // An event named on the command line overrides it; and with both queue and database given, nothing of it is in use.
    expect((await bench.run('doctor', '--event', inDocs('logins.event.json'))).stdout).toContain(
      'user_logins',
    )
    expect((await bench.run('doctor', ...both())).stdout).toContain('user_logins')
  })

  it('stops with a sentence if its file is missing or wrong', async () => {
    await store(join(bench.folder, 'gone.event.json'))
    const gone = await bench.run('run', '--once')
    expect([gone.code, gone.stderr]).toMatchObject([
      2,
      expect.stringMatching(/gone\.event\.json.*\n.*choose it again/),
    ])
    await store(await changed('"type": "uuid"', '"type": "guid"'))
    const wrong = await bench.run('rows')
    expect([wrong.code, wrong.stderr]).toMatchObject([
      2,
      expect.stringMatching(/changed\.event\.json:\d+:\d+ fields\[0\]/),
    ])
  })
})
