import { writeFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { decodeKey, loadSettings, type Flags, type Settings } from '../../src/app/config.ts'
import { logins } from '../../src/contract/logins.ts'
import { setEnvironment } from '../support/environment.ts'
import { createTestFolder } from '../support/folders.ts'

afterEach(() => vi.unstubAllEnvs())

const load = (variables: Readonly<Record<string, string>>, flags: Flags = {}): Settings => {
  setEnvironment(variables)
  const settings = loadSettings(flags)
  if (!settings.ok) throw new Error(settings.failure.details.problems)
  return settings.value
}

const problemsOf = (variables: Readonly<Record<string, string>>, flags: Flags = {}): readonly string[] => {
  setEnvironment(variables)
  const settings = loadSettings(flags)
  if (settings.ok) return []
  expect(settings.failure.code).toBe('settings-invalid')
  return settings.failure.details.problems?.split('\n') ?? []
}

const key = Buffer.alloc(32, 7)

describe('the settings', () => {
  it('default to the built-in queue and database and to generated keys', () => {
    expect(load({})).toEqual({
      dataFolder: expect.stringMatching(/sluice|Sluice/),
      queue: { kind: 'embedded' },
      database: { kind: 'embedded' },
      keys: { mask: null, seal: null },
      mayAlterTable: false,
      event: logins,
      allowUnknownFields: false,
      rejectsMisfits: false,
      ledgerDays: 365,
      maxRejectedShare: undefined,
      given: { ledgerDays: false, allowUnknownFields: false, rejectsMisfits: false },
    })
    expect(isAbsolute(load({ SLUICE_DATA_DIR: 'relative' }).dataFolder)).toBe(true)
  })

  it('treat an empty variable as not given', () => {
    const names = [
      'SLUICE_QUEUE',
      'DATABASE_URL',
      'AWS_ENDPOINT_URL',
      'SLUICE_MASK_KEY',
      'SLUICE_ALLOW_UNKNOWN_FIELDS',
      'SLUICE_REJECT_MISFITS',
    ]
    expect(load(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(load({}))
  })

  it('prefer a flag to its variable, and the variable for SQS to the one for all of AWS', () => {
    const variables = {
      SLUICE_QUEUE: 'from-variable',
      AWS_ENDPOINT_URL: 'https://all:1',
      AWS_ENDPOINT_URL_SQS: 'https://sqs:2',
      AWS_DEFAULT_REGION: 'default-region-1',
      DATABASE_URL: 'postgres://me@variable/db',
      SLUICE_ALLOW_UNKNOWN_FIELDS: 'true',
    }
    expect(load(variables)).toMatchObject({
      queue: {
        kind: 'remote',
        queue: { name: 'from-variable' },
        endpoint: 'https://sqs:2',
        region: 'default-region-1',
      },
      database: { kind: 'remote', address: { hosts: [{ host: 'variable' }] } },
      allowUnknownFields: true,
    })
    const flags = {
      queue: 'from-flag',
      endpoint: 'https://flag:3',
      region: 'flag-region-1',
      databaseUrl: 'postgresql://me@flag/db',
      allowUnknownFields: false,
      widenAppVersion: true,
    }
    expect(load({ ...variables, AWS_REGION: 'region-1' }, flags)).toMatchObject({
      queue: { queue: { name: 'from-flag' }, endpoint: 'https://flag:3', region: 'flag-region-1' },
      database: { address: { hosts: [{ host: 'flag' }], database: 'db' } },
      allowUnknownFields: false,
      mayAlterTable: true,
    })
    expect(load({ ...variables, AWS_REGION: 'region-1' })).toMatchObject({ queue: { region: 'region-1' } })
  })

  it('accept a queue by URL with its service, and an endpoint alone for the default queue there', () => {
    expect(load({ SLUICE_QUEUE: 'http://localhost:4566/000000000000/q' }).queue).toMatchObject({
      queue: { name: 'q' },
      endpoint: 'http://localhost:4566',
      hasCredentials: false,
    })
    expect(load({ AWS_ENDPOINT_URL: 'http://localhost:4566' }).queue).toMatchObject({
      queue: { name: 'login-queue' },
      endpoint: 'http://localhost:4566',
    })
    expect(load({ SLUICE_QUEUE: 'https://sqs.eu-west-1.amazonaws.com/1/q' }).queue).toMatchObject({
      endpoint: null,
      region: 'eu-west-1',
      hasCredentials: true,
    })
    expect(load({ SLUICE_QUEUE: 'jobs.fifo' }).queue).toMatchObject({
      queue: { name: 'jobs.fifo' },
      endpoint: null,
    })
  })

  it('ask the AWS credential chain for AWS, and for others if a key or profile is given', () => {
    const endpoint = 'http://localhost:4566'
    const hasCredentials = (variables: Readonly<Record<string, string>>) => {
      const { queue } = load({ SLUICE_QUEUE: 'q', ...variables })
      return queue.kind === 'remote' && queue.hasCredentials
    }
    expect(hasCredentials({})).toBe(true)
    expect(hasCredentials({ AWS_ENDPOINT_URL: endpoint })).toBe(false)
    expect(hasCredentials({ AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'k' })).toBe(true)
    expect(hasCredentials({ AWS_ENDPOINT_URL: endpoint, AWS_PROFILE: 'p' })).toBe(true)
    expect(hasCredentials({ AWS_ENDPOINT_URL: 'https://sqs.eu-west-1.amazonaws.com' })).toBe(true)
  })
})

describe('the keys', () => {
  it('are base64 of exactly 32 bytes, with or without padding and a line break', async () => {
    for (const text of [
      key.toString('base64'),
      key.toString('base64').slice(0, -1),
      `${key.toString('base64')}\n`,
    ])
      expect(decodeKey(text)).toEqual(new Uint8Array(key))
    for (const text of [
      '',
      'x',
      key.toString('hex'),
      Buffer.alloc(31).toString('base64'),
      Buffer.alloc(33).toString('base64'),
      Buffer.alloc(32, 0xff).toString('base64url'),
    ])
      expect(decodeKey(text)).toBeNull()
    expect(load({ SLUICE_MASK_KEY: key.toString('base64') }).keys.mask).toEqual(new Uint8Array(key))
  })

  it('can be in files', async () => {
    const path = join(await createTestFolder(), 'key')
    await writeFile(path, `${key.toString('base64')}\n`)
    expect(load({ SLUICE_SEAL_KEY_FILE: path }).keys).toEqual({ mask: null, seal: new Uint8Array(key) })
  })

  it('that are wrong, given twice or unreadable are named, and never shown', async () => {
    const path = join(await createTestFolder(), 'key')
    await writeFile(path, 'secret-in-file')
    expect(problemsOf({ SLUICE_MASK_KEY: 'secret', SLUICE_SEAL_KEY_FILE: path })).toEqual([
      expect.stringMatching(/^SLUICE_MASK_KEY must be base64/),
      expect.stringMatching(/^SLUICE_SEAL_KEY must be base64/),
    ])
    const text = key.toString('base64')
    const problems = problemsOf({
      SLUICE_MASK_KEY: text,
      SLUICE_MASK_KEY_FILE: path,
      SLUICE_SEAL_KEY_FILE: `${path}-missing`,
    })
    expect(problems).toEqual([
      'Give SLUICE_MASK_KEY or SLUICE_MASK_KEY_FILE, not both.',
      'The file that SLUICE_SEAL_KEY_FILE names cannot be read.',
    ])
    expect(problems.join()).not.toMatch(/secret|BwcH/)
  })
})

describe('mistakes', () => {
  it('are listed all at once', () => {
    const problems = problemsOf(
      {
        AWS_ENDPOINT_URL: 'localhost:4566',
        SLUICE_QUEUE: 'no queue!',
        DATABASE_URL: 'mysql://localhost/db',
        SLUICE_MASK_KEY: 'short',
        SLUICE_SEAL_KEY: 'short',
        SLUICE_ALLOW_UNKNOWN_FIELDS: 'perhaps',
        SLUICE_LEDGER_DAYS: '7',
      },
      {},
    )
    expect(problems).toHaveLength(7)
    for (const [index, word] of [
      'endpoint',
      'queue',
      'database',
      'MASK_KEY',
      'SEAL_KEY',
      'UNKNOWN_FIELDS',
      'ledger',
    ].entries())
      expect(
        problems.some((problem) => problem.includes(word)),
        `${index} ${word}`,
      ).toBe(true)
  })

  it.each([
    ...[
      '',
      'a b',
      'ä',
      'x'.repeat(81),
      'q.fif',
      '../q',
      'ftp://h/q',
      'http://',
      'https://host',
      'https://host/',
      'https://h/a%20b',
      'q;drop',
    ],
  ])('in the queue %j are refused', (queue) => {
    expect(problemsOf({}, { queue })).toHaveLength(1)
  })

  it.each([
    'localhost',
    'http://localhost/db',
    'postgres',
    'jdbc:postgres://h/d',
    'postgres://h:99999/d',
    'postgres://u:p@h/%zz',
  ])('in the database URL %j are refused', (databaseUrl) => {
    expect(problemsOf({}, { databaseUrl })).toHaveLength(1)
  })

  it('contain no password', () => {
    expect(problemsOf({}, { databaseUrl: 'mysql://user:hunter2@h/d' }).join()).not.toContain('hunter2')
  })
})
