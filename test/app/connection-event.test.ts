import { readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import type { Settings } from '../../src/app/config.ts'
import { readEventFile } from '../../src/app/event-file.ts'
import type { EventDefinition } from '../../src/contract/event-definition.ts'
import { logins } from '../../src/contract/logins.ts'
import type { ProfileDraft } from '../../src/contract/settings.ts'
import { createTestFolder } from '../support/folders.ts'
import {
  connectTestMonitor,
  createMonitorBench,
  openTestMonitor,
  type MonitorBench,
} from '../support/monitors.ts'

const inDocs = (name: string): string => new URL(`../../docs/events/${name}`, import.meta.url).pathname
const signUps = inDocs('sign-ups.event.json')
const message = readFileSync(inDocs('sign-ups.example.json'), 'utf8')

const definition = (path: string): EventDefinition => {
  const reading = readEventFile(path)
  if (!reading.ok) throw new Error(reading.mistakes.join('\n'))
  return reading.definition
}

/** A copy of the sign-ups that a test can change. */
const copyOf = async (from = '', to = ''): Promise<string> => {
  const file = join(await createTestFolder(), 'mine.event.json')
  await writeFile(file, readFileSync(signUps, 'utf8').replace(from, to))
  return file
}

const draftOf = ({ queue, database }: MonitorBench, event: string | null): ProfileDraft => ({
  ...{ id: null, kind: 'docker', name: 'Bench', queue: queue.name, endpoint: inject('queueEndpoint') },
  ...{ region: '', awsProfile: '', databaseUrl: database.url, password: null, event },
})

/** A monitor with one connection in use, which has this event. */
const openWithEvent = async (event: string | null, more: Partial<Settings> = {}) => {
  const bench = await createMonitorBench()
  const unnamed: Settings = { ...bench.settings, database: { kind: 'embedded' }, ...more }
  const first = await connectTestMonitor(bench.settings)
  const saved = await first.client.ask('saveProfile', { profile: draftOf(bench, event) })
  if (!saved.saved) throw new Error(JSON.stringify(saved.mistakes))
  const { id } = saved.value
  const path = join(bench.settings.dataFolder, 'settings.json')
  await writeFile(path, readFileSync(path, 'utf8').replace('"activeId": "embedded"', `"activeId": "${id}"`))
  await first.monitor.close()
  const { client } = openTestMonitor(unnamed)
  const connection = await client.until((snapshot) => snapshot.connection.state !== 'connecting')
  return { bench, id, client, connection: connection.connection, draft: { ...draftOf(bench, event), id } }
}

const drain = async (client: Awaited<ReturnType<typeof openWithEvent>>['client']) => {
  const { runId } = await client.ask('startRun', { until: 'empty' })
  const { run } = await client.until((snapshot) => snapshot.run?.runId === runId && snapshot.run.end !== null)
  return run
}

describe('the event of a connection', { timeout: 60_000 }, () => {
  it('is the definition in its file, and logins if it has none', async () => {
    for (const [event, expected] of [
      [signUps, definition(signUps)],
      [null, logins],
    ] as const) {
      const { connection, client } = await openWithEvent(event)
      expect(connection).toMatchObject({ state: 'connected', source: { event: expected } })
      const view = await client.ask('getSettings', {})
      expect(view).toMatchObject({ profiles: [{ event }], fromEnvironment: { event: false } })
    }
  })

  it('yields to the one from the command line or the environment, and Settings says so', async () => {
    const given = { ledgerDays: false, allowUnknownFields: false, event: true }
    const { connection, client } = await openWithEvent(signUps, { event: logins, given })
    expect(connection).toMatchObject({ state: 'connected', source: { event: logins } })
    expect((await client.ask('getSettings', {})).fromEnvironment.event).toBe(true)
  })

  it('is read again at each connect, and a missing or wrong file is reported in a sentence', async () => {
    const file = await copyOf()
    const { client } = await openWithEvent(file)
    await writeFile(file, readFileSync(signUps, 'utf8').replace('"Sign-up"', '"Newcomer"'))
    await client.ask('reconnect', {})
    await client.until(
      ({ connection }) => connection.state === 'connected' && connection.source.event.label === 'Newcomer',
    )
    await rm(file)
    await client.ask('reconnect', {})
    const gone = await client.until(({ connection }) => connection.state === 'failed')
    expect(gone.connection).toMatchObject({
      failure: { code: 'event-file-missing', details: { path: file } },
    })
    await writeFile(file, '{"name": "x"}')
    await client.ask('reconnect', {})
    const wrong = await client.until(
      ({ connection }) => connection.state === 'failed' && connection.failure.code === 'event-file-unusable',
    )
    expect(wrong.connection).toMatchObject({
      failure: { details: { problems: expect.stringMatching(/mine\.event\.json:\d+:\d+/) } },
    })
  })

  it.each<[title: string, path: () => Promise<string>, mistake: RegExp]>([
    ['no file', async () => '', /^Choose a file/],
    ['half a path', async () => 'docs/sign-ups.event.json', /^Give the whole path/],
    ['a file that is not there', async () => join(await createTestFolder(), 'x.json'), /choose it again/],
    ['a folder', createTestFolder, /cannot be read \(EINVAL\)/],
    [
      'a file with two mistakes',
      () => copyOf('"type": "email"', '"typ": "email"'),
      /\d+:\d+ fields\[1\].*\n.*fields\[1\]/s,
    ],
  ])('has %s told at its field, before it is saved or tested', async (_, path, mistake) => {
    const bench = await createMonitorBench()
    const { client } = await connectTestMonitor(bench.settings)
    const event = await path()
    const profile = draftOf(bench, event)
    const answers = [
      await client.ask('saveProfile', { profile }),
      await client.ask('testProfile', { profile }),
      await client.ask('saveEmbedded', { event }),
      await client.ask('testEmbedded', { event }),
    ]
    for (const answer of answers)
      expect(answer).toMatchObject({ mistakes: { event: expect.stringMatching(mistake) } })
    const look = await client.ask('lookAtEvent', { path: event })
    expect(look.readable ? '' : look.mistakes.join('\n')).toMatch(mistake)
    expect(await client.ask('getSettings', {})).toMatchObject({ profiles: [], embeddedEvent: null })
  })

  it('is shown with its fields, and tested against queue and table as it is chosen', async () => {
    const { bench, client, draft } = await openWithEvent(null)
    const look = await client.ask('lookAtEvent', { path: signUps })
    expect(look).toEqual({ readable: true, event: definition(signUps) })
    const found = async () =>
      (await client.ask('testProfile', { profile: { ...draft, event: signUps } })).items
    expect((await found()).find(({ code }) => code === 'table')?.found).toContain('sign_ups is missing')
    await bench.database.query('create table sign_ups (account_id integer)')
    expect((await found()).find(({ code }) => code === 'table')).toMatchObject({ state: 'not-fine' })
  })

  it('does not change during a run', async () => {
    const { client, draft } = await openWithEvent(null)
    await client.ask('startRun', { until: 'stopped' })
    const changed = client.ask('saveProfile', { profile: { ...draft, event: signUps } })
    await expect(changed).rejects.toThrow('run-active')
    await expect(client.ask('acceptEvent', { seen: '', fields: [] })).rejects.toThrow('run-active')
    expect((await client.ask('getSettings', {})).profiles[0]?.event).toBeNull()
    await client.ask('stopRun', {})
    await client.until(({ run }) => run?.end != null)
  })
})

describe('a connection whose definition has changed', { timeout: 60_000 }, () => {
  it('connects after the changes were accepted, and records which definition each run used', async () => {
    const file = await copyOf()
    const { bench, client, draft } = await openWithEvent(file)
    await bench.queue.send([message])
    expect(await drain(client)).toMatchObject({ counts: { loaded: 1 } })
    await writeFile(file, readFileSync(signUps, 'utf8').replace('      "mask": "email",\n', ''))
    await client.ask('saveProfile', { profile: draft })
    const { connection } = await client.until((snapshot) => snapshot.connection.state === 'failed')
    if (connection.state !== 'failed') throw new Error('It has failed')
    const { code, details } = connection.failure
    expect([code, details.fields]).toEqual(['event-change-refused', 'email'])
    expect(JSON.stringify(connection)).not.toMatch(/alice/i)

    const { seen = '' } = details
    for (const little of [
      { seen, fields: [] },
      { seen, fields: ['phone'] },
      { seen: 'another', fields: ['email'] },
    ]) {
      await client.ask('acceptEvent', little)
      await client.until((snapshot) => snapshot.connection.state === 'failed')
    }
    await client.ask('acceptEvent', { seen, fields: ['email'] })
    await client.until((snapshot) => snapshot.connection.state === 'connected')
    await bench.queue.send([message.replace('Alice', 'Bob')])
    expect(await drain(client)).toMatchObject({ counts: { loaded: 1 } })
    // The first is that of logins, which used another table before.
    expect(await bench.database.query('select event_id from sluice.runs order by started_at')).toEqual([
      { event_id: 2 },
      { event_id: 3 },
    ])
    // Nothing more is asked.
    await client.ask('reconnect', {})
    await client.until((snapshot) => snapshot.connection.state === 'connected')
  })

  it('starts no run if another start has registered a definition meanwhile', async () => {
    const file = await copyOf()
    const { bench, client } = await openWithEvent(file)
    await bench.queue.send([message])
    await drain(client)
    const other = { ...bench.settings, event: definition(await copyOf('"maxLength": 16', '"maxLength": 8')) }
    await connectTestMonitor({ ...other, accepted: { asked: true, fields: [], seen: null } })
    await bench.queue.send([message])
    // Back to the former one is a change of another kind: free.
    expect(await drain(client)).toMatchObject({ counts: { loaded: 1 } })
    await connectTestMonitor({
      ...bench.settings,
      event: definition(await copyOf('"mask": "email"', '"mask": "mail"')),
      accepted: { asked: false, fields: ['email'], seen: null },
    })
    await expect(client.ask('startRun', { until: 'empty' })).rejects.toThrow('event-change-refused')
  })
})
