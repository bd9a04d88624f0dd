import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { usualPreferences } from '../../src/contract/preferences.ts'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'
import { fewOf } from '../support/everything.ts'

let bench: CommandBench
beforeEach(async () => {
  bench = await createCommandBench()
})
afterEach(() => bench.close())

const store = (value: unknown) => writeFile(join(bench.folder, 'settings.json'), JSON.stringify(value))

/** What the app stores when this bench's own queue and database are chosen in it. */
const chosen = () => {
  const id = '6f1c1b0e-8f0e-4b7e-9d59-0a8f2f6f3a11'
  const url = new URL(bench.database.url)
  const password = decodeURIComponent(url.password)
  url.password = ''
  const profile = {
    ...{ id, kind: 'docker', name: 'Bench', queue: bench.queue.name, endpoint: inject('queueEndpoint') },
    ...{ region: '', awsProfile: '', databaseUrl: url.href, password },
  }
  return { version: 1, activeId: id, profiles: [profile], preferences: usualPreferences }
}

const commands = [
  ['run', '--once'],
  ['run', '--dry-run'],
  ['seed', '--count', '1'],
  ['rows'],
  ['rejected'],
  ['doctor'],
  ['prune'],
]

describe('the command line and the stored settings', { timeout: 120_000 }, () => {
  it('uses the connection that was chosen in the app, for every command', async () => {
    await store(chosen())
    expect(await bench.run('seed', '--count', '3')).toMatchObject({ code: 0 })
    expect(await bench.run('run', '--once')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('3 loaded'),
    })
    const rows = await bench.run('rows', '--json')
    expect(rows.stdout.trim().split('\n')).toHaveLength(3)
    expect(await bench.run('rejected')).toMatchObject({ code: 0, stdout: 'No message has been rejected.\n' })
    expect(await bench.run('doctor', '--reconcile')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('3 received = 3 loaded'),
    })
  })

  it.each([
    ['broken', 'broken', /settings\.json are broken\.\n/],
    ['made by a newer Sluice', { version: 2 }, /made by a newer Sluice\.\n/],
  ])(
    'stops with code 2 and a sentence where the file is %s, and touches nothing',
    async (_what, value, said) => {
      await store(value)
      for (const command of fewOf(commands, 3)) {
        const end = await bench.run(...command)
        expect([command, end.code, end.stdout]).toEqual([command, 2, ''])
        expect(end.stderr).toMatch(said)
        expect(await readdir(bench.folder)).toEqual(['settings.json'])
      }
    },
  )

  it('continues if queue and database are both given, and says what happened to the file', async () => {
    await store('broken')
    const one = await bench.run('run', '--once', ...bench.queueFlags)
    expect(one.code).toBe(2)
    const both = await bench.run('run', '--once', ...bench.queueFlags, ...bench.databaseFlags)
    expect(both).toMatchObject({ code: 0, stderr: expect.stringContaining('were broken') })
    expect(await bench.run('rows', ...bench.databaseFlags)).toMatchObject({ code: 0 })
    // The file has been set aside; that does not bring the choice back.
    expect(await bench.run('run', '--once')).toMatchObject({ code: 2 })
  })

  it('says so when it serves the page, and leaves the choice to the person who opens it', async () => {
    await store({ version: 2 })
    const serving = bench.start('serve', '--no-open', ...bench.databaseFlags)
    await serving.says('made by a newer Sluice')
    serving.kill('SIGTERM')
    const end = await serving.ended
    expect(end).toMatchObject({ code: 0, stdout: expect.stringContaining('Sluice is at http') })
  })
})
