import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'
import { createTestFolder } from '../support/folders.ts'
import { loginBody } from '../support/logins.ts'

let bench: CommandBench
let ids: Readonly<Record<string, string>>

beforeAll(async () => {
  bench = await createCommandBench()
  await bench.queue.send([
    loginBody({ user_id: 'first', ip: '203.0.113.9', app_version: 'latest' }),
    loginBody({ user_id: 'second', ip: 'here' }),
    'no JSON',
  ])
  await bench.run('run', '--once', ...bench.queueFlags, ...bench.databaseFlags)
  const rows = await bench.database.query<{ message_id: string; cause: string }>(
    'select message_id, cause from sluice.rejected',
  )
  const named = (part: string) => rows.find(({ cause }) => cause.includes(part))?.message_id ?? ''
  ids = { version: named('not-a-version'), ip: named('/ip'), broken: named('not-json') }
}, 60_000)
afterAll(() => bench.close())

const rejected = (...args: readonly string[]) => bench.run('rejected', ...args, ...bench.databaseFlags)
const found = async (...args: readonly string[]) => {
  const { stdout } = await rejected('list', '--json', ...args)
  const lines = stdout.trim() === '' ? [] : stdout.trim().split('\n')
  return lines.map((line) => (JSON.parse(line) as { readonly messageId: string }).messageId).sort()
}

describe('sluice rejected', { timeout: 60_000 }, () => {
  it('tag, untag, note and investigate mark messages by id or by filters, and list finds them', async () => {
    expect(await rejected('tag', 'vendor', ids.version ?? '', ids.ip ?? '')).toMatchObject({
      code: 0,
      stdout: '2 messages tagged vendor.\n',
    })
    expect(await rejected('untag', 'vendor', '--path', '/ip')).toMatchObject({
      stdout: '1 message no longer tagged vendor.\n',
    })
    expect(await rejected('note', ids.version ?? '', 'waits for the vendor')).toMatchObject({ code: 0 })
    expect(await rejected('investigate', '--tag', 'vendor')).toMatchObject({
      stdout: '1 message under investigation.\n',
    })
    expect(await found('--tag', 'vendor')).toEqual([ids.version])
    expect(await found('--state', 'under-investigation')).toEqual([ids.version])
    const { stdout } = await rejected('list', '--tag', 'vendor')
    expect(stdout).toContain('under investigation  [vendor]\n  Note: waits for the vendor\n')
    expect(await rejected('investigate', '--done', '--state', 'all', '--json')).toMatchObject({
      stdout: expect.stringContaining('"changed":1'),
    })
    expect(await rejected('list', '--state', 'under-investigation')).toMatchObject({
      ...{ code: 0, stdout: 'No rejected message matches.\n' },
    })
  })

  it('discard and restore change messages by id or by filters, and nothing else of them', async () => {
    const state = async () => (await rejected('list', '--state', 'discarded')).stdout
    expect(await rejected('discard', ids.ip ?? '', '--note', 'a test')).toMatchObject({
      ...{ code: 0, stdout: '1 message discarded.\n' },
    })
    expect(await state()).toContain('Note: a test')
    expect(await rejected('discard', '--code', 'not-json', '--json')).toMatchObject({
      stdout: expect.stringContaining('"changed":1'),
    })
    // Discarded already, it is not counted again.
    expect(await rejected('discard', '--state', 'all', '--path', '/ip')).toMatchObject({
      stdout: '0 messages discarded.\n',
    })
    expect(await rejected('restore', '--state', 'discarded')).toMatchObject({
      stdout: '2 messages restored.\n',
    })
    for (const args of [['discard'], ['restore', '1', '--tag', 'x'], ['discard', '1', '--note', ' ']])
      expect(await rejected(...args)).toMatchObject({ code: 2, stdout: '' })
  })

  it('list finds by place, reason, definition, time and covered text, and says how far it searched', async () => {
    expect(await found('--path', '/ip')).toEqual([ids.ip])
    expect(await found('--code', 'not-json', '--since', '2020-01-01')).toEqual([ids.broken])
    expect(await found('--until', '2020-01-01T00:00:00Z')).toEqual([])
    expect(await found('--definition', 'logins')).toHaveLength(3)
    expect(await found('--text', '203.0.113')).toEqual([])
    expect(await rejected('list', '--text', 'DEVICE_type', '--code', 'not-a-version')).toMatchObject({
      stdout: expect.stringContaining(ids.version ?? 'none'),
      stderr: '1 found, searched all 1.\n',
    })
  })

  it('export writes covered bodies, and clear ones for a reason that is kept in the audit', async () => {
    const file = join(await createTestFolder(), 'rejected.jsonl')
    const audit = () => bench.database.query('select what, why from sluice.audit')
    expect(await rejected('export', '--out', file, '--path', '/app_version')).toMatchObject({
      ...{ code: 0, stdout: '', stderr: '1 rejected message exported to rejected.jsonl\n' },
    })
    const line = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
    expect(line).toMatchObject({ message_id: ids.version, note: 'waits for the vendor', covered: true })
    expect(String(line.body)).not.toContain('203.0.113.9')
    for (const args of [['--clear'], ['--why', 'x'], ['--clear', '--why', ' ']])
      expect(await rejected('export', '--out', file, ...args)).toMatchObject({ code: 2 })
    expect(await audit()).toEqual([])
    await rejected('export', '--out', file, '--clear', '--why', 'ticket 12', '--tag', 'vendor')
    expect(await readFile(file, 'utf8')).toContain('203.0.113.9')
    expect(await audit()).toEqual([{ what: 'export-rejected', why: 'ticket 12' }])
  })

  it('refuses an invalid tag, note, text or time, and a mark for nothing or for too much', async () => {
    for (const args of [
      ['tag', ' x', '1'],
      ['tag', 'x'.repeat(41), '1'],
      ['tag', 'a\u202Eb', '1'],
      ['tag', 'vendor'],
      ['tag', 'vendor', '1', '--tag', 'other'],
      ['note', '1', 'two\nlines'],
      ['list', '--text', '••'],
      ...[
        'yesterday',
        '2026-02-31',
        '2026-02-29T10:00:00Z',
        '2026-04-31',
        '2026-13-01',
        '2026-06-01T25:00',
      ].map((time) => ['list', '--since', time]),
      ['list', '--state', 'lost'],
    ])
      expect(await rejected(...args), args.join(' ')).toMatchObject({ code: 2, stdout: '' })
    expect(await rejected('tag', 'vendor', 'nothing-like-this')).toMatchObject({ code: 1, stdout: '' })
  })
})
