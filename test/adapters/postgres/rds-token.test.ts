import { afterEach, describe, expect, it, vi } from 'vitest'
import { demandAddress, readAddress } from '../../../src/adapters/postgres/address.ts'
import { passwordSource } from '../../../src/adapters/postgres/password.ts'

const names = { address: 'logins', database: 'db' }
const server = { host: 'logins.c1.eu-west-1.rds.amazonaws.com', port: 5432 }
const url = `postgres://etl@${server.host}:${server.port}/db?sslmode=verify-full`

const tokenSource = () => {
  const read = readAddress(url, { rdsToken: true })
  if (!read.ok) throw new Error(read.problems.join(' '))
  return passwordSource(read.address, names)
}

/** Does not use this machine's AWS configuration, and asks no service. */
const stubAws = (keys: Readonly<Record<string, string>>): void => {
  for (const name of ['AWS_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_SESSION_TOKEN'])
    vi.stubEnv(name, undefined)
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, keys[name])
  for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, '/nowhere/at/all')
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
}

afterEach(() => {
  vi.unstubAllEnvs()
  vi.useRealTimers()
})

describe('a password that is a token of RDS', () => {
  it('is signed for this host, port, user and region, and made again for each connection', async () => {
    stubAws({ AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'never-sent' })
    vi.useFakeTimers({ now: Date.parse('2026-01-02T03:04:05Z'), toFake: ['Date'] })
    const password = tokenSource()
    const first = await password(server)
    const token = new URL(`https://${first}`)
    expect(token.host).toBe(`${server.host}:${server.port}`)
    expect(Object.fromEntries(token.searchParams)).toMatchObject({
      Action: 'connect',
      DBUser: 'etl',
      'X-Amz-Credential': 'AKIDEXAMPLE/20260102/eu-west-1/rds-db/aws4_request',
      'X-Amz-Date': '20260102T030405Z',
      'X-Amz-Expires': '900',
      'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(first).not.toContain('never-sent')

    vi.setSystemTime(Date.parse('2026-01-02T03:24:05Z'))
    const later = new URL(`https://${await password(server)}`).searchParams
    expect(later.get('X-Amz-Date')).toBe('20260102T032405Z')
    expect(later.get('X-Amz-Signature')).not.toBe(token.searchParams.get('X-Amz-Signature'))
  })

  it('that cannot be made without credentials is reported by name', async () => {
    stubAws({})
    await expect(tokenSource()(server)).rejects.toMatchObject({
      kind: 'permanent',
      failure: { code: 'database-token-failed', details: { code: 'CredentialsProviderError' } },
    })
  })

  it('is sent only over checked TLS', () => {
    for (const mode of ['disable', 'prefer', 'require', 'no-verify']) {
      const read = readAddress(url.replace('verify-full', mode), { rdsToken: true })
      expect([mode, read.ok]).toEqual([mode, mode === 'prefer' || mode === 'require'])
    }
    expect(demandAddress(url).password.kind).not.toBe('rds-token')
  })
})
