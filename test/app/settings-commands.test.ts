import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { sampleBodies } from '../../src/app/sample.ts'
import { usualPreferences } from '../../src/contract/preferences.ts'
import type { ProfileDraft } from '../../src/contract/settings.ts'
import { loginBody } from '../support/logins.ts'
import { connectTestMonitor, createMonitorBench, type MonitorBench } from '../support/monitors.ts'

const draftOf = ({ queue, database }: MonitorBench): ProfileDraft => ({
  ...{ id: null, kind: 'docker', name: 'Bench', queue: queue.name, endpoint: inject('queueEndpoint') },
  ...{ region: '', awsProfile: '', databaseUrl: database.url, password: null, event: null },
})

/** A monitor whose queue and database are set by the environment. */
const openWithQueueGiven = async () => {
  const bench = await createMonitorBench()
  const opened = await connectTestMonitor(bench.settings)
  return { bench, ...opened }
}

/** A monitor whose database is left to the profiles; it begins with one profile in use. */
const openWithProfile = async () => {
  const bench = await createMonitorBench()
  const other = await createMonitorBench()
  const settings = { ...bench.settings, database: { kind: 'embedded' as const } }
  const first = await connectTestMonitor(bench.settings)
  const saved = await first.client.ask('saveProfile', { profile: draftOf(bench) })
  if (!saved.saved) throw new Error(JSON.stringify(saved.mistakes))
  const path = join(settings.dataFolder, 'settings.json')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('"activeId": "embedded"', `"activeId": "${saved.value.id}"`))
  return { bench, other, settings, id: saved.value.id, ...(await connectTestMonitor(settings)) }
}

describe('the commands of the settings', () => {
  it('begin with what is built in, and say what the environment decides', async () => {
    const { bench, client } = await openWithQueueGiven()
    const view = await client.ask('getSettings', {})
    expect(view).toMatchObject({
      profiles: [],
      activeId: 'embedded',
      preferences: usualPreferences,
      fromEnvironment: { queue: true, database: true, ledgerDays: false },
      keys: [
        { purpose: 'mask', origin: 'the environment', checkValue: expect.stringMatching(/^[0-9a-f]{16}$/) },
        { purpose: 'seal', origin: 'the environment' },
      ],
    })
    const saved = await client.ask('saveProfile', { profile: draftOf(bench) })
    const id = saved.saved ? saved.value.id : ''
    const refused = await client.ask('activateProfile', { id }).catch((error: unknown) => String(error))
    expect(refused).toContain('environment-decides')
  })

  it('reconnect with another profile, and never show its password (B31)', async () => {
    const { other, id, client } = await openWithProfile()
    const saved = await client.ask('saveProfile', { profile: { ...draftOf(other), name: 'Other' } })
    if (!saved.saved) throw new Error(JSON.stringify(saved.mistakes))
    const view = await client.ask('activateProfile', { id: saved.value.id })
    expect(view.activeId).toBe(saved.value.id)
    await client.until(
      ({ connection }) =>
        connection.state === 'connected' && connection.source.database.name === other.database.name,
    )

    const secret = new URL(other.database.url).password
    expect(secret.length).toBeGreaterThan(3)
    const shown = JSON.stringify([saved, view, client.frames])
    expect(shown).not.toContain(`:${secret}@`)
    expect(shown).not.toContain('"password"')
    expect(view.profiles.every(({ hasPassword }) => hasPassword)).toBe(true)

    await client.ask('deleteProfile', { id })
    expect((await client.ask('getSettings', {})).profiles).toHaveLength(1)
    const kept = client.ask('deleteProfile', { id: saved.value.id })
    await expect(kept).rejects.toThrow('profile-in-use')
  })

  it('change nothing about the connection during a run', async () => {
    const { bench, id, client } = await openWithProfile()
    await client.ask('startRun', { until: 'stopped' })
    await expect(client.ask('activateProfile', { id: 'embedded' })).rejects.toThrow('run-active')
    const changed = { ...draftOf(bench), id, queue: 'another' }
    await expect(client.ask('saveProfile', { profile: changed })).rejects.toThrow('run-active')
    expect(await client.ask('getSettings', {})).toMatchObject({
      activeId: id,
      profiles: [{ queue: bench.queue.name }],
    })
    await client.ask('stopRun', {})
    await client.until(({ run }) => run?.end != null)
  })

  it('test a connection as typed, say what is wrong with each part, and store nothing', async () => {
    const { bench, client } = await openWithQueueGiven()
    const profile = { ...draftOf(bench), name: '' }
    const fine = await client.ask('testProfile', { profile })
    expect(fine.items.filter(({ state }) => state !== 'fine')).toMatchObject([
      { code: 'queue-rights', state: 'unknown', found: expect.stringContaining('sqs:DeleteMessage') },
    ])
    expect(fine.items.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['Queue', 'Database', 'Rights', 'Table']),
    )
    const wrong = await client.ask('testProfile', {
      profile: { ...profile, queue: 'not-there', databaseUrl: 'postgres://me@127.0.0.1:1/db' },
    })
    expect(wrong.items).toMatchObject([
      { what: 'Queue', state: 'not-fine', found: expect.stringContaining('no queue named not-there') },
      { what: 'Database', state: 'not-fine', advice: expect.stringContaining('port') },
    ])
    const mistaken = await client.ask('testProfile', { profile: { ...profile, endpoint: '' } })
    expect(mistaken).toEqual({ mistakes: { endpoint: expect.any(String) }, items: [] })
    expect((await client.ask('getSettings', {})).profiles).toEqual([])
  })

  it('save nothing if the file cannot be used, and say what to do', async () => {
    const { bench, client } = await openWithQueueGiven()
    await mkdir(join(bench.settings.dataFolder, 'settings.json'))
    for (const refused of [
      client.ask('savePreferences', { preferences: usualPreferences }),
      client.ask('saveProfile', { profile: draftOf(bench) }),
    ])
      await expect(refused).rejects.toThrow('settings-unreadable')
    const { notices } = await client.ask('getSettings', {})
    expect(notices).toEqual([expect.stringContaining('cannot be read (EISDIR)')])
  })

  it('keep preferences within their bounds, and apply them to the next run', async () => {
    const { bench, client } = await openWithQueueGiven()
    const { pipeline } = usualPreferences
    const wrong = {
      ...usualPreferences,
      pipeline: { ...pipeline, receivers: 0, writers: 17, heldRows: 10.5 },
    }
    const refused = await client.ask('savePreferences', { preferences: wrong })
    expect(refused).toMatchObject({ saved: false })
    expect(refused.saved ? [] : Object.keys(refused.mistakes)).toEqual(['receivers', 'writers', 'heldRows'])

    await bench.queue.send([loginBody({ surprise: 'x' })])
    expect((await client.run()).counts).toMatchObject({ rejected: 1 })
    const preferences = {
      pipeline: { ...pipeline, batchRows: 7, allowUnknownFields: true },
      notifications: { drained: false, failed: true, rejectedOver: null },
      updates: { tell: false },
    }
    const saved = await client.ask('savePreferences', { preferences })
    expect(saved).toMatchObject({ saved: true, value: { preferences } })
    await bench.queue.send([
      loginBody({ surprise: 'x' }),
      ...sampleBodies({ count: 20, malformed: 0, seed: 4 }),
    ])
    const run = await client.run()
    expect(run.counts).toMatchObject({ loaded: 21, rejected: 0 })
    const [batches] = await bench.database.query<{ most: number }>(
      `select max(n)::integer as most from (
         select count(*) as n from sluice.ledger join sluice.batches using (batch_id) where run_id = '${run.runId}' group by batch_id
       ) as b`,
    )
    expect(batches?.most).toBeLessThanOrEqual(7)
  })
})
