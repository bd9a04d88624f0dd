import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { loadSettings, type Flags, type Settings } from '../../src/app/config.ts'
import { openTargets } from '../../src/app/open-targets.ts'
import { queueThread } from '../support/built.ts'
import { setEnvironment } from '../support/environment.ts'
import { createTestFolder } from '../support/folders.ts'

afterEach(() => vi.unstubAllEnvs())

type Variables = Readonly<Record<string, string>>

const load = (variables: Variables, flags: Flags = {}): Settings => {
  setEnvironment(variables)
  const settings = loadSettings(flags)
  if (!settings.ok) throw new Error(settings.failure.details.problems)
  return settings.value
}

const problemsOf = (variables: Variables, flags: Flags = {}): string => {
  setEnvironment(variables)
  const settings = loadSettings(flags)
  return settings.ok ? '' : (settings.failure.details.problems ?? '')
}

describe('the database that is loaded into', () => {
  it('is named by a URL or the word built-in, and a flag overrides a variable', () => {
    expect(load({}, { database: 'built-in' }).database).toEqual({ kind: 'embedded', isChosen: true })
    expect(load({ SLUICE_DATABASE: 'built-in' }).database).toEqual({ kind: 'embedded', isChosen: true })
    expect(load({ DATABASE_URL: 'postgres://me@db/x' }, { database: 'built-in' }).database).toMatchObject({
      kind: 'embedded',
    })
    expect(
      load({ SLUICE_DATABASE: 'built-in' }, { databaseUrl: 'postgres://me@db/x' }).database,
    ).toMatchObject({ kind: 'remote' })
    expect(problemsOf({}, { database: 'built-in', databaseUrl: 'postgres://me@db/x' })).toMatch(
      /^Name one database/,
    )
    expect(problemsOf({ SLUICE_DATABASE: 'other' })).toMatch(/take only built-in/)
  })

  it.skipIf(process.platform === 'win32').each([
    ['PGPASSFILE', { DATABASE_URL: 'postgres://u@db.example/d' }, ''],
    ['PGSERVICEFILE', { DATABASE_URL: 'postgres://db.example/d?service=s' }, 'is in no service file'],
    ['DATABASE_URL_FILE', {}, 'cannot be read'],
    ['SLUICE_MASK_KEY_FILE', {}, 'cannot be read'],
  ])('waits for no writer where %s is a FIFO (B34)', async (name, around, said) => {
    const fifo = join(await createTestFolder(), 'fifo')
    execFileSync('mkfifo', ['-m', '600', fifo])
    const problems = problemsOf({ ...around, [name]: fifo })
    if (said === '') expect(problems).toBe('')
    else expect(problems).toContain(said)
  })

  it('is not named by libpq’s variables, which only fill its gaps', async () => {
    const file = join(await createTestFolder(), 'pgpass')
    await writeFile(file, '*:*:*:me:from-file', { mode: 0o600 })
    const around = { PGHOST: 'db.example', PGUSER: 'me', PGPASSFILE: file }
    expect(load(around).database).toEqual({ kind: 'embedded' })
    expect(load({ ...around, DATABASE_URL: 'postgres:///x' }).database).toMatchObject({
      address: {
        hosts: [{ host: 'db.example' }],
        user: 'me',
        password: { kind: 'given', text: 'from-file' },
      },
    })
  })

  it('gets RDS tokens on request', () => {
    const url = 'postgres://me@db.abc.eu-west-1.rds.amazonaws.com/x'
    for (const settings of [
      load({ DATABASE_URL: url }, { databaseIam: true }),
      load({ DATABASE_URL: url, SLUICE_DATABASE_IAM: 'yes' }),
    ])
      expect(settings.database).toMatchObject({ address: { password: { kind: 'rds-token' } } })
    expect(problemsOf({ DATABASE_URL: 'postgres://me@127.0.0.1/x', SLUICE_DATABASE_IAM: 'yes' })).toMatch(
      /checked TLS/,
    )
  })

  it('must be named for a queue of one’s own, and nothing is started before (fault 32)', async () => {
    const settings = load({
      SLUICE_QUEUE: 'logins',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      SLUICE_DATA_DIR: await createTestFolder(),
    })
    await expect(openTargets(settings, 'both', queueThread)).rejects.toMatchObject({
      failure: { code: 'database-not-named', details: { queue: 'logins' } },
    })
  })
})

describe('the queue that is drained', () => {
  const queueIn = (variables: Variables, flags: Flags = {}) => {
    const { queue } = load(variables, flags)
    if (queue.kind === 'embedded') throw new Error('The built-in queue')
    return queue
  }
  const withFiles = async (config: string, credentials: string): Promise<Variables> => {
    const folder = await createTestFolder()
    await writeFile(join(folder, 'config'), config)
    await writeFile(join(folder, 'credentials'), credentials)
    return {
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    }
  }

  it('is in the region that its URL says, whatever region is the default here', () => {
    const around = { AWS_REGION: 'us-east-1' }
    const region = (queue: string) => queueIn({ ...around, SLUICE_QUEUE: queue }).region
    expect(region('https://sqs.eu-west-1.amazonaws.com/1/q')).toBe('eu-west-1')
    expect(region('arn:aws:sqs:eu-west-1:123456789012:q')).toBe('eu-west-1')
    expect(region('q')).toBe('us-east-1')
    expect(
      queueIn({ ...around, SLUICE_QUEUE: 'q', AWS_ENDPOINT_URL: 'https://sqs.eu-west-1.api.aws' }),
    ).toMatchObject({
      ...{ region: 'eu-west-1', hasCredentials: true },
    })
    expect(
      queueIn(around, { queue: 'https://sqs.eu-west-1.amazonaws.com/1/q', region: 'eu-north-1' }).region,
    ).toBe('eu-north-1')
  })

  it.skipIf(process.platform === 'win32')(
    'waits for no writer where a file of AWS is a FIFO, and takes nothing from it (B34)',
    async () => {
      const fifo = join(await createTestFolder(), 'fifo')
      execFileSync('mkfifo', ['-m', '600', fifo])
      const files = { AWS_CONFIG_FILE: fifo, AWS_SHARED_CREDENTIALS_FILE: fifo }
      const endpoint = { AWS_ENDPOINT_URL: 'http://localhost:4566', SLUICE_QUEUE: 'q' }
      expect(queueIn({ ...files, ...endpoint })).toMatchObject({ region: null, hasCredentials: false })
    },
  )

  it('is in the region of the profile, which also gives the credentials, even with an endpoint', async () => {
    const files = await withFiles(
      '[default]\nregion = eu-south-1\n[profile ops]\nregion=eu-central-1\n',
      '[default]\naws_access_key_id = k\n',
    )
    const endpoint = { AWS_ENDPOINT_URL: 'http://localhost:4566', SLUICE_QUEUE: 'q' }
    expect(queueIn({ ...files, ...endpoint })).toMatchObject({ region: 'eu-south-1', hasCredentials: true })
    expect(queueIn({ ...files, SLUICE_QUEUE: 'q', AWS_PROFILE: 'ops' })).toMatchObject({
      region: 'eu-central-1',
    })
    const none = await withFiles('[default]\nregion = eu-south-1\n', '')
    expect(queueIn({ ...none, ...endpoint })).toMatchObject({ region: null, hasCredentials: false })
    expect(queueIn({ ...none, SLUICE_QUEUE: 'q' })).toMatchObject({
      region: 'eu-south-1',
      hasCredentials: true,
    })
  })

  it.each([
    'http://queue.example:4566',
    'http://10.0.0.1',
    'http://localstack:4566',
    'http://sqs.eu-west-1.amazonaws.com',
  ])('is not spoken to in clear text over a network (B30): %s', (endpoint) => {
    expect(problemsOf({ AWS_ENDPOINT_URL: endpoint })).toMatch(/clear text/)
    expect(problemsOf({ SLUICE_QUEUE: `${endpoint}/1/q` })).toMatch(/clear text/)
    expect(problemsOf({ AWS_ENDPOINT_URL: endpoint, SLUICE_ALLOW_HTTP: 'true' })).toBe('')
    for (const off of ['', 'false', '0', 'off', 'No'])
      expect(problemsOf({ AWS_ENDPOINT_URL: endpoint, SLUICE_ALLOW_HTTP: off })).toMatch(/clear text/)
    expect(problemsOf({ AWS_ENDPOINT_URL: endpoint, SLUICE_ALLOW_HTTP: 'perhaps' })).toMatch(
      /SLUICE_ALLOW_HTTP must be true or false/,
    )
  })

  it.each([
    'http://localhost:4566',
    'http://[::1]:1',
    'http://127.0.0.1',
    'http://sqs.us-east-1.localhost.localstack.cloud:4566',
  ])('may be spoken to in clear text on this machine: %s', (endpoint) => {
    expect(problemsOf({ AWS_ENDPOINT_URL: endpoint })).toBe('')
  })

  it('can belong to another account', () => {
    expect(queueIn({ SLUICE_QUEUE: 'q', SLUICE_QUEUE_OWNER: '123456789012' }).queue.owner).toBe(
      '123456789012',
    )
    expect(queueIn({}, { queue: 'q', queueOwner: '123456789012' }).queue.owner).toBe('123456789012')
    expect(problemsOf({}, { queue: 'q', queueOwner: 'me' })).toMatch(/twelve digits/)
  })

  it('is reached through the proxies of the environment, but never on this machine', () => {
    const around = { HTTPS_PROXY: 'http://proxy:8080', no_proxy: 'x', AWS_CA_BUNDLE: '/ca.pem' }
    expect(queueIn({ ...around, SLUICE_QUEUE: 'q' }).network).toEqual({
      ...{ authorities: '/ca.pem', httpProxy: null, httpsProxy: 'http://proxy:8080', noProxy: 'x' },
    })
    const here = queueIn({ ...around, SLUICE_QUEUE: 'q', AWS_ENDPOINT_URL: 'http://localhost:4566' })
    expect(here.network).toMatchObject({ httpsProxy: null })
    expect(queueIn({ SLUICE_QUEUE: 'q' })).not.toHaveProperty('network')
  })
})
