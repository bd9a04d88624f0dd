import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalPostgres, type LocalPostgres } from '../../src/embedded/local-postgres.ts'
import { findForms, formsOf, readFilesUnder } from '../support/canary-forms.ts'
import { callCommand } from '../support/call-command.ts'
import type { CommandEnd } from '../support/cli.ts'
import { makeFolder } from '../support/folders.ts'
import { loginBody } from '../support/logins.ts'
import { createTestQueue, type TestQueue } from '../support/test-queue.ts'

const ip = '198.51.100.213'
const device_id = 'canary-device-20b19'
/** Something that is stored in the clear, to show that the search finds what is there. */
const user_id = 'user-in-the-clear-20'

const setUp = [
  'create schema if not exists public',
  `create table public.user_logins (user_id varchar(128) check (user_id <> 'refused'), device_type varchar(32),
     masked_ip varchar(256), masked_device_id varchar(256), locale varchar(32), app_version varchar(32), create_date date)`,
  // The most that a server can be told to write down.
  `alter system set log_statement = 'all'`,
  `alter system set log_min_duration_statement = 0`,
  `alter system set log_min_messages = 'debug2'`,
  `alter system set log_min_error_statement = 'debug2'`,
  `alter system set log_error_verbosity = 'verbose'`,
  `alter system set log_parameter_max_length = -1`,
  `alter system set log_parameter_max_length_on_error = -1`,
  'select pg_reload_conf()',
]

let folder: string
let server: LocalPostgres
let queue: TestQueue
const printed: Record<string, CommandEnd> = {}

const ask = async (texts: readonly string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  for (const text of texts) await client.query(text)
  await client.end()
}

beforeAll(async () => {
  folder = await makeFolder()
  server = await startLocalPostgres(join(folder, 'postgres'), 'secret')
  queue = await createTestQueue()
  await ask(setUp)
  const login = { user_id, ip, device_id }
  await queue.send([
    loginBody(login),
    loginBody({ ...login, user_id: 'another', ip: `::ffff:${ip}` }),
    loginBody({ ...login, app_version: 'latest' }),
    loginBody({ ...login, user_id: 'refused' }),
    loginBody({ ...login, ip: `${ip} ` }),
    loginBody(login).slice(0, -1),
    loginBody({ ...login, [ip]: device_id, [device_id]: ip }),
    loginBody({ ...login, user_id: 'x'.repeat(200) }),
    `${ip} ${device_id}`,
    loginBody({ user_id, ip: device_id, device_id: ip, locale: [ip, device_id] }),
    { body: loginBody({ ...login, device_type: 'twice' }), originId: 'twice' },
    { body: loginBody({ ...login, device_type: 'twice' }), originId: 'twice' },
  ])
  const environment = { SLUICE_DATA_DIR: join(folder, 'data') }
  const database = ['--database-url', server.url]
  const both = ['--queue', queue.name, '--endpoint', queue.endpoint, ...database]
  const commands: Readonly<Record<string, readonly string[]>> = {
    'dry run': ['run', '--dry-run', '--json', ...both],
    run: ['run', '--once', '--json', ...both],
    rows: ['rows', '--json', ...database],
    rejected: ['rejected', '--json', ...database],
    doctor: ['doctor', '--reconcile', ...both],
    'rows as CSV': ['export', 'rows', '--format', 'csv', ...database],
    'rows as Parquet': [
      'export',
      'rows',
      '--format',
      'parquet',
      '--output',
      join(folder, 'rows.parquet'),
      ...database,
    ],
    'rejected as JSON lines': ['export', 'rejected', '--format', 'jsonl', ...database],
  }
  for (const [name, args] of Object.entries(commands)) printed[name] = await callCommand(args, environment)
  // Pages that only memory holds are written, too.
  await ask(['checkpoint'])
}, 180_000)

afterAll(async () => {
  queue.close()
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const everything = async (): Promise<Readonly<Record<string, Buffer>>> => ({
  ...(await readFilesUnder(folder)),
  ...Object.fromEntries(
    Object.entries(printed).map(([name, { stdout, stderr }]) => [name, Buffer.from(stdout + stderr)]),
  ),
})

describe('B19 B20 an ip and a device id that went through every way', () => {
  it('were loaded, rejected, refused by the database and recognised as sent twice', () => {
    const end = JSON.parse(printed.run?.stdout ?? '{}') as Record<string, number>
    expect(end.received).toBe(12)
    expect(end.loaded).toBeGreaterThanOrEqual(2)
    expect(end.rejected).toBeGreaterThanOrEqual(6)
    expect(printed.rejected?.stdout).toMatch(/refused-by-database|row-refused/)
    for (const [name, { code }] of Object.entries(printed)) expect([name, code]).toEqual([name, 0])
  })

  it('are in no table, index, log, settings file, export or output, in any form', async () => {
    expect(findForms(await everything(), [ip, device_id])).toEqual([])
  })

  it('would be found where they were: a value in the clear is in tables, WAL, log, exports and output', async () => {
    const found = findForms(await everything(), [user_id]).join('\n')
    for (const place of [
      /\/base\/.*: clear/,
      /\/pg_wal\/.*: clear/,
      /postgresql\.log: clear/,
      /^rows as CSV: clear/m,
    ])
      expect(found).toMatch(place)
  })

  it('would be found in each form, wherever in a longer text it is', () => {
    for (const before of ['', 'x', 'xy', 'xyz']) {
      const text = `${before}${ip}, and more`
      const base64 = Buffer.from(text).toString('base64')
      expect(findForms({ text: Buffer.from(base64) }, [ip])).not.toEqual([])
    }
    expect(formsOf(ip).length).toBeGreaterThan(20)
  })
})
