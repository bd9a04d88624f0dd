import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { version } from '../../package.json'
import { callCommand } from '../support/call-command.ts'
import { fewOf } from '../support/everything.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-test-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const run = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  callCommand(args, { SLUICE_DATA_DIR: join(folder, 'never-made'), ...environment })

describe('wrong usage', { timeout: 60_000 }, () => {
  it('ends with code 2 and says what is wrong on standard error', async () => {
    for (const [args, said] of [
      [['walk'], /unknown command/],
      [['run', '--twice'], /unknown option/],
      [['run', '--max', '0'], /--max.*from 1/],
      [['run', '--max', 'ten'], /--max/],
      [['run', '--for', '0'], /--for.*from 1/],
      [['prune', '--ledger-days', '27'], /at least 28 days.*--ledger-days/],
      [['run', '--queue'], /argument missing/],
      [['run', 'surprise'], /too many arguments/],
      [['seed'], /--count/],
      [['seed', '--count', '3', '--malformed', '4'], /--malformed cannot be more than --count/],
      [['rows', '--limit', '-1'], /--limit/],
    ] as const) {
      const end = await run(args)
      expect([args, end.code, end.stdout]).toEqual([args, 2, ''])
      expect(end.stderr).toMatch(said)
    }
  })

  it.each(['postgres://etl:50%@localhost/x', 'postgres://localhost/50%', 'postgres://%zz:p@localhost/x'])(
    'A50 of a %% in a database URL is said in a sentence, without a stack: %s',
    async (url) => {
      for (const args of fewOf([['run', '--once'], ['rows'], ['doctor']], 1)) {
        const { code, stdout, stderr } = await run([...args, '--database-url', url])
        expect([code, stdout]).toEqual([2, ''])
        expect(stderr).toMatch(/database URL|%25/i)
        expect(stderr).not.toMatch(/internal|URIError|\n\s+at /)
      }
    },
  )

  it('of settings lists all mistakes at once, for every command that reads them', async () => {
    const environment = {
      SLUICE_MASK_KEY: 'secret',
      SLUICE_ALLOW_UNKNOWN_FIELDS: 'perhaps',
      DATABASE_URL: 'mysql://u:hunter2@h/d',
    }
    const commands = [
      ['run', '--once'],
      ['doctor'],
      ['rows'],
      ['rejected'],
      ['seed', '--count', '1'],
      ['serve', '--no-open'],
    ]
    for (const command of fewOf(commands, 3)) {
      const end = await run(command, environment)
      expect([command, end.code, end.stdout]).toEqual([command, 2, ''])
      for (const word of ['SLUICE_MASK_KEY', 'SLUICE_ALLOW_UNKNOWN_FIELDS', 'database URL'])
        expect(end.stderr).toContain(word)
      expect(end.stderr).not.toMatch(/hunter2|secret/)
    }
  })

  it.each([
    ['postgres://u:hunter2@127.0.0.1:9/d', true],
    ['postgres://u@127.0.0.1:9/d?password=hunter2', true],
    ['postgres://u@127.0.0.1:9/d', false],
    ['postgres://127.0.0.1:9/d', false],
  ])(
    'is to name a password on the command line, where everybody can read it: %s (B33)',
    async (url, isSaid) => {
      const end = await run(['rows', '--database-url', url])
      expect(end.stderr.split('can be read by every account').length - 1).toBe(isSaid ? 1 : 0)
      if (isSaid) expect(end.stderr).toMatch(/DATABASE_URL, .*DATABASE_URL_FILE/)
      expect(end.stderr).not.toContain('hunter2')
    },
  )

  it('does not include a request for help or the version', async () => {
    expect(await run(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' })
    const help = await run(['run', '--help'])
    expect(help).toMatchObject({ code: 0, stderr: '' })
    for (const option of ['--queue', '--endpoint', '--region', '--database-url', '--once', '--max', '--json'])
      expect(help.stdout).toContain(option)
  })
})
