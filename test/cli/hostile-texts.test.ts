import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProgress } from '../../src/cli/progress.ts'
import { shownChunks } from '../../src/cli/shown-chunks.ts'
import { neverIdle } from '../../src/contract/run-clock.ts'
import { failure } from '../../src/contract/failure.ts'
import { emptySnapshot } from '../../src/contract/snapshot.ts'
import { createCommandBench, type CommandBench } from '../support/cli-bench.ts'
import { hostileCharacters, obeyed, storableCharacters } from '../support/hostile-characters.ts'
import { loginBody, loginFieldsOfExample } from '../support/logins.ts'

let bench: CommandBench
beforeAll(async () => {
  bench = await createCommandBench()
  await bench.queue.send([loginBody(), '{"foo":1}'])
  await bench.run('run', '--once', ...bench.queueFlags, ...bench.databaseFlags)
  await bench.database.query(
    `insert into user_logins (user_id, device_type, masked_ip, masked_device_id, locale, app_version, create_date)
     select 'a' || text || 'b', text, text, text, text, text, current_date from unnest($1::text[]) text`,
    [storableCharacters.map(([, text]) => text)],
  )
  const all = storableCharacters.map(([, text]) => text).join('x')
  await bench.database.query(
    `update sluice.rejected set message_id = $1, state = 'discarded', note = $1,
       reasons = jsonb_build_array(jsonb_build_object('code', 'unknown-field', 'pointer', '/' || $1, 'detail', $1, 'range', null))`,
    [all],
  )
  await bench.database.query('update sluice.runs set queue = $1', [all])
}, 60_000)
afterAll(() => bench.close())

const database = () => bench.databaseFlags
const both = () => [...bench.queueFlags, ...bench.databaseFlags]
const hostile = storableCharacters.map(([, text]) => text).join('')
const elsewhere = () => {
  const url = new URL(database()[1] ?? '')
  url.pathname = `/${encodeURIComponent(`a${hostile}b`)}`
  return url.href
}

describe(
  'B38 the command line shows what others wrote, and a terminal obeys none of it:',
  { timeout: 60_000 },
  () => {
    it.each<readonly [string, () => readonly string[]]>([
      ['rows', () => ['rows', '--limit', '100', ...database()]],
      ['rows in JSON', () => ['rows', '--limit', '100', '--json', ...database()]],
      ['rejected messages', () => ['rejected', ...database()]],
      ['rejected messages in JSON', () => ['rejected', '--json', ...database()]],
      ['what doctor finds', () => ['doctor', '--reconcile', ...both()]],
      ['a dry run', () => ['run', '--dry-run', ...both()]],
      ['a dry run in JSON', () => ['run', '--dry-run', '--json', ...both()]],
      ['a run', () => ['run', '--once', ...both()]],
      ['the name of a database that is not there', () => ['rows', '--database-url', elsewhere()]],
      [
        'the name of a database that doctor does not find',
        () => ['doctor', ...bench.queueFlags, '--database-url', elsewhere()],
      ],
      [
        'the name of a queue',
        () => ['run', '--once', '--queue', `a${hostile}b`, ...bench.queueFlags.slice(2), ...database()],
      ],
    ])('%s', async (_, args) => {
      const { stdout, stderr } = await bench.run(...args())
      expect(stdout + stderr).not.toBe('')
      expect(stdout).not.toMatch(obeyed)
      expect(stderr).not.toMatch(obeyed)
    })

    it('rows keep to one line each, and JSON returns each value as it is', async () => {
      const table = await bench.run('rows', '--limit', '100', ...database())
      expect(table.stdout.trimEnd().split('\n')).toHaveLength(1 + 1 + storableCharacters.length)
      const json = await bench.run('rows', '--limit', '100', '--json', ...database())
      const ids = json.stdout
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { user_id: string }).user_id)
      expect(new Set(ids)).toEqual(
        new Set([loginFieldsOfExample.user_id, ...storableCharacters.map(([, text]) => `a${text}b`)]),
      )
    })

    it('an export to a pipe is the file itself', async () => {
      const { stdout } = await bench.run('export', 'rows', '--format', 'csv', ...database())
      for (const [, text] of storableCharacters) expect(stdout).toContain(`a${text}b`)
    })
  },
)

describe('B38 a terminal', () => {
  it.each(hostileCharacters)('is shown %s of an export', async (_, text) => {
    const chunks = async function* () {
      yield `a${text}b\n`
      yield Buffer.from(`c${text}d\n`)
    }
    const shown: string[] = []
    for await (const part of shownChunks(chunks())) shown.push(part)
    expect(shown.join('')).not.toMatch(obeyed)
    expect(shown.join('').split('\n').length).toBe(text === '\n' ? 5 : 3)
  })

  it.each([true, false])('is shown what others chose during a run (terminal: %s)', (isTTY) => {
    const all = hostileCharacters.map(([, text]) => text).join('')
    const written: string[] = []
    const stream = { isTTY, columns: 2_000, write: (text: string) => written.push(text) }
    const progress = createProgress(stream as unknown as NodeJS.WriteStream)
    const phase = {
      name: 'waiting-for-queue',
      failure: failure('queue-missing', { queue: all, endpoint: all }),
      until: 0,
    } as const
    const run = {
      runId: all,
      phase,
      counts: { received: 0, loaded: 0, duplicates: 0, rejected: 0, released: 0 },
      end: null,
      startedAt: 0,
      recent: [],
      idle: neverIdle,
    }
    progress.show({ ...emptySnapshot, run } as unknown as Parameters<typeof progress.show>[0])
    progress.end()
    // Our own carriage return and clearing of the line, and line feeds.
    const text = written.join('').replaceAll('\r\u001b[2K', '')
    expect(text.length).toBeGreaterThan(20)
    expect(text).not.toMatch(obeyed)
  })
})
