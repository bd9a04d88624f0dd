import { describe, expect, it } from 'vitest'
import { checkProfile, databaseOf, queueOf, showProfile } from '../../src/app/profiles.ts'
import type { ProfileDraft } from '../../src/contract/settings.ts'

const docker: ProfileDraft = {
  ...{ id: null, kind: 'docker', name: 'Local', queue: 'login-queue', endpoint: 'http://localhost:4566/' },
  ...{ region: '', awsProfile: '', databaseUrl: 'postgres://me@localhost:5432/db', password: 'p%:/@ä' },
  event: null,
}
const aws: ProfileDraft = {
  ...{ ...docker, kind: 'aws', name: 'Live', endpoint: '', region: 'eu-west-1', awsProfile: 'ops' },
}

const mistakesOf = (draft: ProfileDraft) => checkProfile(draft, []).mistakes

describe('a connection as typed', () => {
  it('is sound if every field is', () => {
    expect(mistakesOf(docker)).toEqual({})
    expect(mistakesOf(aws)).toEqual({})
    const url = 'https://sqs.eu-west-1.amazonaws.com/123456789012/logins'
    expect(mistakesOf({ ...aws, region: '', queue: url })).toEqual({})
  })

  it('reports all its mistakes at once, each at its field', () => {
    const all = { name: ' ', queue: 'a b', endpoint: 'localhost:4566', databaseUrl: 'mysql://x/y' }
    expect(Object.keys(mistakesOf({ ...docker, ...all })).toSorted()).toEqual(Object.keys(all).toSorted())
    expect(
      Object.keys(mistakesOf({ ...aws, region: 'Europe', awsProfile: '[x]', queue: '' })).toSorted(),
    ).toEqual(['awsProfile', 'queue', 'region'])
    expect(mistakesOf({ ...aws, region: '' })).toHaveProperty('region')
  })

  it.each([
    ['queue', 'https://sqs.eu-west-1.amazonaws.com/1/q'],
    ['queue', 'http://localhost:4566/'],
    ['endpoint', ''],
    ['endpoint', 'http://user:word@localhost'],
    ['endpoint', 'file:///etc/passwd'],
    ['databaseUrl', ''],
    ['databaseUrl', 'postgres:///db'],
    ['databaseUrl', 'postgres://me:%@localhost/db'],
    ['databaseUrl', 'postgres://me@localhost/db?host=evil.example'],
    ['databaseUrl', 'postgres://me@localhost/db?password=word'],
    ['databaseUrl', 'postgres://me@localhost/db?sslmode=verify-full&sslmode=disable'],
    ['databaseUrl', 'postgres://me@localhost/db?options=-c%20search_path%3Dx'],
  ] as const)('is wrong with %s %s', (field, text) => {
    expect(Object.keys(mistakesOf({ ...docker, [field]: text }))).toEqual([field])
  })

  it('cannot have the name of another', () => {
    const { profile } = checkProfile(docker, [])
    expect(checkProfile({ ...docker, name: 'LOCAL' }, [profile]).mistakes).toHaveProperty('name')
    expect(checkProfile({ ...docker, id: profile.id }, [profile]).mistakes).toEqual({})
  })
})

describe('the password of the database', () => {
  const { profile } = checkProfile(docker, [])
  const again = { ...docker, id: profile.id, password: null }

  it('reaches the database as typed, and never the page', () => {
    expect(databaseOf(profile).password).toEqual({ kind: 'given', text: docker.password })
    expect(showProfile(profile)).not.toHaveProperty('password')
    expect(showProfile(profile).hasPassword).toBe(true)
  })

  it('is removed from a URL that contains it', () => {
    const databaseUrl = 'postgres://me:w%40rd@localhost:5432/db'
    const { profile: pasted } = checkProfile({ ...docker, databaseUrl, password: null }, [])
    expect(pasted).toMatchObject({ databaseUrl: 'postgres://me@localhost:5432/db', password: 'w@rd' })
  })

  it('stays if it is not typed again, and is removed if it is cleared', () => {
    expect(checkProfile(again, [profile]).profile.password).toBe(docker.password)
    expect(checkProfile({ ...again, password: '' }, [profile]).profile.password).toBe('')
    expect(checkProfile({ ...again, password: 'new' }, [profile]).profile.password).toBe('new')
  })

  it.each([
    'postgres://me@other:5432/db',
    'postgres://you@localhost:5432/db',
    'postgres://me@localhost:6432/db',
  ])('is not sent to another server or user: %s', (databaseUrl) => {
    const checked = checkProfile({ ...again, databaseUrl }, [profile])
    expect(checked.mistakes).toHaveProperty('password')
    expect(checked.profile.password).toBe('')
    expect(checkProfile({ ...again, databaseUrl, password: '' }, [profile]).mistakes).toEqual({})
  })
})

describe('the password of a database reached over TLS', () => {
  const secure = {
    ...docker,
    databaseUrl: 'postgres://me@db.example/db?sslmode=verify-full&sslrootcert=/ca.pem',
  }
  const { profile } = checkProfile(secure, [])
  const again = { ...secure, id: profile.id, password: null }

  it.each([
    'postgres://me@db.example/db',
    'postgres://me@db.example/db?sslmode=disable&sslrootcert=/ca.pem',
    'postgres://me@db.example/db?sslmode=verify-full&sslrootcert=/other.pem',
    'postgres://me@db.example/db?sslmode=verify-full&sslrootcert=/ca.pem&ssl_min_protocol_version=TLSv1.3',
  ])('is asked for again where the connection is secured another way: %s', (databaseUrl) => {
    const checked = checkProfile({ ...again, databaseUrl }, [profile])
    expect(checked.mistakes).toHaveProperty('password')
    expect(checked.profile.password).toBe('')
    expect(checkProfile({ ...again, databaseUrl, password: 'new' }, [profile]).mistakes).toEqual({})
  })

  it('stays if the same options are in another order, and for another database of the server', () => {
    const databaseUrl = 'postgres://me@db.example:5432/other?sslrootcert=/ca.pem&sslmode=verify-full'
    expect(checkProfile({ ...again, databaseUrl }, [profile]).profile.password).toBe(secure.password)
  })
})

describe('the queue of a connection', () => {
  it('is asked with AWS credentials on AWS, and with none at an emulator', () => {
    expect(queueOf(checkProfile(aws, []).profile)).toMatchObject({
      ...{ endpoint: null, region: 'eu-west-1', hasCredentials: true, awsProfile: 'ops' },
    })
    expect(queueOf(checkProfile(docker, []).profile)).toMatchObject({
      ...{ endpoint: 'http://localhost:4566', hasCredentials: false, awsProfile: null },
    })
  })
})
