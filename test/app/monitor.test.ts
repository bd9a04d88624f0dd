import { describe, expect, it } from 'vitest'
import { sampleBodies } from '../../src/app/sample.ts'
import { logins } from '../../src/contract/logins.ts'
import { findForms } from '../support/canary-forms.ts'
import { rowInColumn } from '../support/login-rows.ts'
import { loginBody } from '../support/logins.ts'
import { connectTestMonitor, createMonitorBench, openTestMonitor } from '../support/monitors.ts'

describe('the monitor', () => {
  it('shows what it is connected to, without any secret', async () => {
    const { settings, queue, database } = await createMonitorBench()
    const { client } = await connectTestMonitor(settings)
    const { connection } = client.current()
    expect(connection).toEqual({
      state: 'connected',
      source: {
        queue: { name: queue.name, endpoint: queue.endpoint, embedded: false, deadLetters: null },
        database: { address: new URL(database.url).host, name: database.name, embedded: false },
        maskKey: { origin: 'the environment', checkValue: expect.stringMatching(/^[0-9a-f]{16}$/) },
        event: logins,
        definition: expect.stringMatching(/^logins [0-9a-f]{16}$/),
        samples: 0,
        notices: ['The table user_logins was missing and has been created.'],
      },
    })
    expect(JSON.stringify(client.frames)).not.toContain(new URL(database.url).password)
  })

  it('loads 99 of 100 samples, keeps one with its reasons, and leaves the queue empty', async () => {
    const { settings, queue, database } = await createMonitorBench()
    await queue.send(sampleBodies({ count: 100, malformed: 1, seed: 1 }))
    const { client } = await connectTestMonitor(settings)
    const run = await client.run()
    expect(run.counts).toEqual({ received: 100, loaded: 99, duplicates: 0, rejected: 1, released: 0 })
    expect(run.end).toMatchObject({ outcome: 'drained', failure: null })
    expect(await queue.port.depth()).toMatchObject({ visible: 0, inFlight: 0, delayed: 0 })

    expect(await client.ask('mapRows', {})).toMatchObject({ count: 99 })
    const page = await client.ask('listRows', { limit: 500 })
    expect(page.rows).toHaveLength(99)
    expect(page.next).toBeNull()
    expect(await client.ask('listRejected', {})).toMatchObject({ total: 1, rejected: [{ runId: run.runId }] })
    expect(await client.ask('reconcileRun', { runId: run.runId })).toMatchObject({
      counts: run.counts,
      holds: true,
    })
    const nulls = await database.query('select from user_logins where locale is null')
    expect(nulls.length).toBeGreaterThan(10)

    const second = await client.run()
    expect(second.counts.received).toBe(0)
    expect(await client.ask('mapRows', {})).toMatchObject({ count: 99 })
  })

  it("predicts a run with a dry run that leaves the queue as it was, and remembers the queue's course", async () => {
    const { settings, queue } = await createMonitorBench()
    await queue.send(sampleBodies({ count: 100, malformed: 3, seed: 5 }))
    const { client } = await connectTestMonitor(settings)
    const forecast = await client.ask('dryRun', {})
    expect(forecast).toMatchObject({ looked: 100, loaded: 97, duplicates: 0, rejected: 3, sawAll: true })
    expect(await queue.port.depth()).toMatchObject({ visible: 100, inFlight: 0 })
    const depths = async () =>
      (await client.ask('getHistory', { minutes: 15 })).steps.map(({ visible }) => visible)
    await expect.poll(depths, { timeout: 20_000 }).toContain(100)
    const run = await client.run()
    expect(run.counts).toMatchObject({ loaded: forecast.loaded, rejected: forecast.rejected })

    const { steps } = await client.ask('getHistory', { minutes: 15 })
    expect(steps.reduce((sum, step) => sum + step.loaded, 0)).toBe(97)
  })

  it('pauses and resumes a run', async () => {
    const { settings, queue } = await createMonitorBench()
    const { client } = await connectTestMonitor(settings)
    expect(await client.ask('startRun', { until: 'stopped' })).toBeTruthy()
    await client.ask('pauseRun', {})
    await client.until(({ run }) => run?.phase.name === 'paused')
    await queue.send(sampleBodies({ count: 20, malformed: 0, seed: 6 }))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(client.current().run?.counts.received).toBe(0)
    await client.ask('resumeRun', {})
    await client.until(({ run }) => run?.counts.loaded === 20)
    await client.ask('stopRun', {})
    await client.until(({ run }) => run?.end != null)
  })

  it('gives 99 rows for the same 100 messages sent twice with the same ids, and one rejection each time for the malformed one', async () => {
    const { settings, queue } = await createMonitorBench()
    const messages = [...sampleBodies({ count: 100, malformed: 1, seed: 2 })].map((body, index) => ({
      body,
      originId: `sent-${index}`,
    }))
    await queue.send(messages)
    await queue.send(messages)
    const { client } = await connectTestMonitor(settings)
    expect((await client.run()).counts).toEqual({
      ...{ received: 200, loaded: 99, duplicates: 99, rejected: 2, released: 0 },
    })
  })

  it('shows a rejected body covered, and uncovers it only on request', async () => {
    const { settings, queue } = await createMonitorBench()
    const body = loginBody({ app_version: 'latest' })
    await queue.send([body])
    const { client } = await connectTestMonitor(settings)
    await client.run()
    const [summary] = (await client.ask('listRejected', {})).rejected
    const id = summary?.id ?? ''
    const shown = await client.ask('getRejected', { id })
    expect(shown.covered).toBe(true)
    expect(shown.body).toHaveLength(body.length)
    expect(shown.body).not.toMatch(/203\.0|593-47/)
    expect(shown.body).toContain('latest')
    const [reason] = shown.reasons
    expect(shown.body.slice(...(reason?.range ?? [0, 0]))).toBe('"latest"')
    expect(await client.ask('getRejected', { id, uncover: { why: 'a test' } })).toMatchObject({
      body,
      covered: false,
    })
  })

  it('B24 says that a body was changed in the database, and shows no other', async () => {
    const { settings, queue, database } = await createMonitorBench()
    await queue.send([loginBody({ app_version: 'one' }), loginBody({ app_version: 'two' })])
    const { client } = await connectTestMonitor(settings)
    await client.run()
    const ids = (await client.ask('listRejected', {})).rejected.map(({ id }) => id)
    const changes = [
      'set sealed_body = set_byte(sealed_body, 40, get_byte(sealed_body, 40) # 1)',
      'set sealed_body = substr(sealed_body, 1, 50)',
      "set sealed_body = ''",
      "set sealed_body = '\\x02' || substr(sealed_body, 2)",
      'set sealed_body = other.sealed_body from sluice.rejected other where other.rejected_id <> r.rejected_id',
    ]
    for (const change of changes) {
      await database.query(`update sluice.rejected r ${change}`)
      for (const id of ids)
        await expect(client.ask('getRejected', { id, uncover: { why: 'a test' } })).rejects.toThrow(
          'body-altered',
        )
    }
  })

  it('B19 B20 reveals no personal value in any form: not in frames, rows, rejections or the database', async () => {
    const { settings, queue, database } = await createMonitorBench()
    const ip = '198.51.100.201'
    const device_id = 'canary-device-7'
    await queue.send([
      loginBody({ ip, device_id }),
      loginBody({ ip, device_id, app_version: 'latest' }),
      loginBody({ ip: `${ip} `, device_id }),
      loginBody({ ip, device_id }).slice(0, -1),
      loginBody({ [ip]: device_id }),
    ])
    const { client } = await connectTestMonitor(settings)
    const run = await client.run()
    expect(run.counts).toMatchObject({ loaded: 1, rejected: 4 })
    const { rejected } = await client.ask('listRejected', {})
    const bodies = await Promise.all(rejected.map(({ id }) => client.ask('getRejected', { id })))
    const stored = []
    for (const table of ['user_logins', 'sluice.ledger', 'sluice.rejected', 'sluice.runs', 'sluice.batches'])
      stored.push(await database.query(`select t::text as everything from ${table} t`))
    const seen = JSON.stringify([client.frames, await client.ask('listRows', {}), rejected, bodies, stored])
    // Only what was examined can be free of something: the frames of the run, and the rows with what is in clear.
    expect(client.frames.length).toBeGreaterThan(1)
    expect(findForms({ seen: Buffer.from(seen) }, ['android'])).not.toEqual([])
    expect(findForms({ seen: Buffer.from(seen) }, [ip, device_id])).toEqual([])
  })

  it('masks equal addresses equally, however they are spelt, and separately from devices', async () => {
    const { settings, queue } = await createMonitorBench()
    await queue.send([
      loginBody({ user_id: 'a', ip: '192.0.2.1', device_id: '192.0.2.1' }),
      loginBody({ user_id: 'b', ip: '::ffff:192.0.2.1' }),
      loginBody({ user_id: 'c', ip: '0:0:0:0:0:ffff:C000:0201' }),
      loginBody({ user_id: 'd', ip: '192.0.2.2' }),
    ])
    const { client } = await connectTestMonitor(settings)
    await client.run()
    const { rows } = await client.ask('listRows', { sort: { column: 'user_id', descending: false } })
    const [a, b, c, d] = rows.map((row) => rowInColumn(row, 'masked_ip'))
    expect([b, c]).toEqual([a, a])
    expect(d).not.toBe(a)
    expect(rows[0] && rowInColumn(rows[0], 'masked_device_id')).not.toBe(a)
  })

  it("keeps to a run's limit of messages", async () => {
    const { settings, queue } = await createMonitorBench()
    await queue.send(sampleBodies({ count: 60, malformed: 0, seed: 1 }))
    const { client } = await connectTestMonitor(settings)
    const run = await client.run({ maxMessages: 25 })
    expect(run.end?.outcome).toBe('limit')
    expect(run.counts).toMatchObject({ received: 25, loaded: 25 })
    expect(await queue.port.depth()).toMatchObject({ visible: 35, inFlight: 0 })
  })

  it('runs one run at a time, and only stops one while it is running', async () => {
    const { settings } = await createMonitorBench()
    const { monitor, client } = await connectTestMonitor(settings)
    expect(await monitor.send('stopRun', {})).toMatchObject({ ok: false, failure: { code: 'run-absent' } })
    await client.ask('startRun', { until: 'stopped' })
    for (const name of ['startRun', 'reconnect', 'alterTable', 'rejectMisfits'] as const)
      expect(await monitor.send(name, {})).toMatchObject({ ok: false, failure: { code: 'run-active' } })
    await client.ask('stopRun', {})
    const { run } = await client.until((snapshot) => snapshot.run?.end != null)
    expect(run?.end).toMatchObject({ outcome: 'stopped', failure: null })
  })

  it('leaves nothing in flight and nothing uncounted when it is closed in the middle of a run', async () => {
    const { settings, queue, database } = await createMonitorBench()
    await queue.send(sampleBodies({ count: 1_500, malformed: 0, seed: 1 }))
    const { monitor, client } = await connectTestMonitor(settings)
    await client.ask('startRun', { until: 'stopped' })
    await client.until((snapshot) => (snapshot.run?.counts.loaded ?? 0) > 0)
    await Promise.all([monitor.close(), monitor.close()])
    const { visible, inFlight } = await queue.port.depth()
    expect(inFlight).toBe(0)
    const rows = await database.query('select from user_logins')
    expect(rows.length + visible).toBe(1_500)
    const [run] = await database.query(
      `select outcome, (select sum(loaded)::integer from sluice.batches) as loaded from sluice.runs`,
    )
    expect(run).toEqual({ outcome: 'stopped', loaded: rows.length })
  })

  it('alters a table with rows if that is allowed, and then runs', async () => {
    const { settings, queue, database } = await createMonitorBench()
    await database.query(`create table user_logins (user_id varchar(128), device_type varchar(32), masked_ip varchar(256),
      masked_device_id varchar(256), locale varchar(32), app_version integer, create_date date)`)
    await database.query(`insert into user_logins (user_id, app_version) values ('old', 7)`)
    await queue.send([loginBody()])
    const { client } = openTestMonitor(settings)
    const failed = await client.until((snapshot) => snapshot.connection.state === 'failed')
    expect(failed.connection).toMatchObject({ failure: { code: 'table-needs-change' } })
    await client.ask('alterTable', {})
    await client.until((snapshot) => snapshot.connection.state === 'connected')
    expect((await client.run()).counts.loaded).toBe(1)
    expect(
      await database.query('select user_id, app_version from user_logins order by login_id'),
    ).toMatchObject([{ user_id: 'old', app_version: '7' }, { app_version: '2.3.0' }])
  })
})
