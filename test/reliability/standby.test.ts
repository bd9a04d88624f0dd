import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/adapters/postgres/database.ts'
import { startLocalPostgres, type LocalPostgres } from '../../src/embedded/local-postgres.ts'
import { findAccount } from '../../src/embedded/programs.ts'
import { startSqsDouble, type SqsDouble } from '../double/sqs-double.ts'
import { runEngine } from '../prove/engine.ts'
import { checkInvariant, faultless } from '../prove/invariant.ts'
import { makeMessages } from '../prove/manifest.ts'
import { sendToDouble } from '../prove/send.ts'
import { askPostgres } from '../support/ask-postgres.ts'
import { makeFolder } from '../support/folders.ts'

const run = promisify(execFile)
const why = process.platform === 'win32' ? ' (skipped: folders are copied with cp)' : ''

let folder = ''
let primary: LocalPostgres
let standby: LocalPostgres
let double: SqsDouble

const portOf = (server: LocalPostgres): string => new URL(server.url).port
const clusterOf = (name: string): string => join(folder, name, 'cluster')
const ask = (server: LocalPostgres, text: string) => askPostgres(server.url, text)
const eventually = async (test: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await test()); tries += 1) {
    if (tries > 200) throw new Error('It did not come to pass in time')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** A primary, and a standby made from a copy of its folder that must have each commit before it is confirmed. */
beforeAll(async () => {
  if (why !== '') return
  folder = await makeFolder()
  double = await startSqsDouble()
  const first = await startLocalPostgres(join(folder, 'a'), 'word', 'tcp')
  await first.close()
  await run('cp', ['-a', join(folder, 'a'), join(folder, 'b')])
  primary = await startLocalPostgres(join(folder, 'a'), 'word', 'tcp')
  const source = `host=127.0.0.1 port=${portOf(primary)} user=sluice password=word`
  const signal = join(clusterOf('b'), 'standby.signal')
  await writeFile(join(clusterOf('b'), 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`)
  await writeFile(signal, '')
  const account = await findAccount()
  if (account !== null) await run('chown', [`${account.uid}:${account.gid}`, signal])
  standby = await startLocalPostgres(join(folder, 'b'), 'word', 'tcp')
  await ask(primary, `alter system set synchronous_standby_names = '*'`)
  await ask(primary, 'select pg_reload_conf()')
  const isInStep = `select from pg_stat_replication where sync_state = 'sync'`
  await eventually(async () => (await ask(primary, isInStep)).length === 1)
}, 120_000)
afterAll(async () => {
  if (why !== '') return
  await double.close()
  await standby.close()
  await primary.close()
  await rm(folder, { recursive: true, force: true })
}, 120_000)

describe.skipIf(why !== '')(`A46: a hot standby${why}`, () => {
  it('takes no writes for now, and its connection is left for another one', async () => {
    const database = openDatabase(standby.url, 1)
    try {
      const process = async () =>
        (await database.query<{ pid: number }>({ text: 'select pg_backend_pid() as pid' }))[0]?.pid
      const before = await process()
      expect(await process()).toBe(before)
      await expect(database.query({ text: 'create table not_made (x integer)' })).rejects.toMatchObject({
        kind: 'transient',
        failure: { code: 'database-standby', details: { code: '25006' } },
      })
      expect(await process()).not.toBe(before)
    } finally {
      await database.close()
    }
  })

  it('is passed over where the database URL names the primary as well', async () => {
    const url = new URL(standby.url)
    const database = openDatabase(
      `postgres://sluice:word@${url.host},127.0.0.1:${portOf(primary)}/postgres`,
      2,
    )
    try {
      const found = await database.query({ text: 'select pg_is_in_recovery() as standby' })
      expect(found).toEqual([{ standby: false }])
    } finally {
      await database.close()
    }
  })

  it('that is promoted in mid-run, as the primary dies, takes over: nothing lost, nothing doubled', async () => {
    const sent = sendToDouble(double.queue, makeMessages(1_500))
    double.script.latencyMs = 30
    const deaths: Promise<unknown>[] = []
    const takeOver = async () => {
      const pid = (await readFile(join(clusterOf('a'), 'postmaster.pid'), 'utf8')).split('\n')[0]
      process.kill(Number(pid), 'SIGKILL')
      await ask(standby, 'select pg_promote()')
    }
    let loadedAtDeath = Infinity
    const { end, error, counts } = await runEngine(
      {
        endpoint: `http://127.0.0.1:${double.port}`,
        queueName: double.queueName,
        databaseUrl: `postgres://sluice:word@127.0.0.1:${portOf(primary)},127.0.0.1:${portOf(standby)}/postgres`,
        dataFolder: join(folder, 'data'),
      },
      {
        onCounts: ({ loaded }) => {
          if (loaded <= 200 || deaths.length > 0) return
          loadedAtDeath = loaded
          deaths.push(takeOver())
        },
      },
    )
    await Promise.all(deaths)
    expect({ end, error }).toEqual({ end: 'drained', error: null })
    expect(deaths).toHaveLength(1)
    // The rows from after the death are on the server that took over.
    expect(await ask(standby, 'select pg_is_in_recovery() as standby')).toEqual([{ standby: false }])
    expect(loadedAtDeath).toBeLessThan(counts.loaded)
    const left = { queue: double.queue.ids(), deadLetters: double.deadLetters.ids() }
    expect(await checkInvariant(sent, (text) => ask(standby, text), left)).toMatchObject(faultless)
  }, 120_000)
})
