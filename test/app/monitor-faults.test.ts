import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeNotice } from '../../src/contract/run-notes.ts'
import { commandNames, type CommandName } from '../../src/contract/monitor.ts'
import { createQueue } from '../../src/adapters/sqs/send.ts'
import { sampleBodies } from '../../src/app/sample.ts'
import { loginBody } from '../support/logins.ts'
import { connectTestMonitor, createMonitorBench, openTestMonitor } from '../support/monitors.ts'
import { sleep } from '../support/scripted-queue.ts'
import { queueTarget } from '../support/test-queue.ts'

describe('a monitor that cannot connect', () => {
  it('says why, answers every command with a failure, and connects on request', async () => {
    const { settings } = await createMonitorBench()
    if (settings.queue.kind !== 'remote') throw new Error('The bench has a queue')
    const name = `later-${crypto.randomUUID()}`
    const { monitor, client } = openTestMonitor({
      ...settings,
      queue: { ...settings.queue, queue: { ...settings.queue.queue, name } },
    })
    const { connection } = await client.until((snapshot) => snapshot.connection.state === 'failed')
    expect(connection).toMatchObject({ failure: { code: 'queue-missing', details: { queue: name } } })
    for (const command of ['startRun', 'listRows', 'mapRows', 'listRejected'] as const)
      expect(await monitor.send(command, {})).toMatchObject({ ok: false, failure: { code: 'not-ready' } })
    await createQueue(queueTarget(name))
    await client.ask('reconnect', {})
    await client.until((snapshot) => snapshot.connection.state === 'connected')
  })

  it.each([
    ['in the same account', '000000000000'],
    ['in another account, where nobody else may look', '999999999999'],
  ])(
    'A48 looks at no message of a queue that gives each a single receive, with its dead-letter queue %s, and says why',
    async (_, account) => {
      const { settings, queue } = await createMonitorBench()
      const deadLetterTargetArn = `arn:aws:sqs:us-east-1:${account}:dead-letters-elsewhere`
      await queue.service.acting.send(
        new SetQueueAttributesCommand({
          QueueUrl: queue.service.queueUrl,
          Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: '1' }) },
        }),
      )
      await queue.send([loginBody()])
      const { monitor, client } = await connectTestMonitor(settings)
      expect(await monitor.send('dryRun', {})).toMatchObject({
        ok: false,
        failure: { code: 'dry-run-unsafe' },
      })
      const { connection } = client.current()
      if (connection.state !== 'connected') throw new Error('It was connected')
      expect(connection.source.queue.deadLetters).toEqual({
        name: 'dead-letters-elsewhere',
        maxReceiveCount: 1,
      })
      expect(connection.source.notices.map((notice) => describeNotice(notice)).join()).toContain(
        'dead-letters-elsewhere after a single receive',
      )
      const [delivery] = await queue.port.receive({ max: 10, waitSeconds: 0 })
      expect(delivery?.receiveCount).toBe(1)
    },
  )

  it('B18 touches no message if the key is not the one that the database was filled with', async () => {
    const { settings, queue } = await createMonitorBench()
    const first = await connectTestMonitor(settings)
    await first.monitor.close()
    await queue.send([loginBody()])
    const { client } = openTestMonitor({
      ...settings,
      keys: { ...settings.keys, mask: new Uint8Array(32).fill(9) },
    })
    const { connection } = await client.until((snapshot) => snapshot.connection.state === 'failed')
    expect(connection).toMatchObject({ failure: { code: 'key-mismatch', details: { purpose: 'mask' } } })
    const [delivery] = await queue.port.receive({ max: 10, waitSeconds: 0 })
    expect(delivery?.receiveCount).toBe(1)
  })

  it('can be closed while it connects, and leaves nothing behind', async () => {
    const { settings, database } = await createMonitorBench()
    const { monitor } = openTestMonitor(settings)
    await monitor.close()
    expect(
      await database.query(
        `select pid from pg_stat_activity where datname = current_database() and application_name = 'sluice'`,
      ),
    ).toEqual([])
    expect(await monitor.send('startRun', {})).toMatchObject({ ok: false, failure: { code: 'not-ready' } })
  })
})

describe('a monitor whose database goes away', () => {
  it('survives the loss of every connection between two runs', async () => {
    const { settings, queue, database } = await createMonitorBench()
    const { client } = await connectTestMonitor(settings)
    await database.cutConnections()
    await queue.send([loginBody()])
    let run = await client.run()
    // Opening the run itself may discover the loss; nothing is lost by that.
    if (run.end?.outcome === 'failed') run = await client.run()
    expect(run.counts).toMatchObject({ loaded: 1 })
  })

  it('loads every message once although the connections are cut repeatedly in the middle of a run', async () => {
    const { settings, queue, database } = await createMonitorBench()
    await queue.send(sampleBodies({ count: 1_500, malformed: 15, seed: 3 }))
    const { client } = await connectTestMonitor(settings)
    const { runId } = await client.ask('startRun', {})
    for (let time = 0; time < 5; time += 1) {
      await database.cutConnections()
      await sleep(30)
    }
    const { run } = await client.until((snapshot) => snapshot.run?.end != null)
    expect(run?.end).toMatchObject({ outcome: 'drained' })
    const [stored] = await database.query(
      `select (select count(*)::integer from user_logins) as rows, (select count(*)::integer from sluice.rejected) as rejected,
         (select count(*)::integer from sluice.ledger) as ledger`,
    )
    expect(stored).toEqual({ rows: 1_485, rejected: 15, ledger: 1_485 })
    expect(await client.ask('reconcileRun', { runId })).toMatchObject({ holds: true })
    expect(await queue.port.depth()).toMatchObject({ visible: 0, inFlight: 0 })
  })
})

describe('a monitor', () => {
  it('answers any input with a result and never throws', async () => {
    const { settings, database } = await createMonitorBench()
    const { monitor, client } = await connectTestMonitor(settings)
    // Reconnecting and running are tested elsewhere: here they would actually do it.
    const names = commandNames.filter((name) => !['reconnect', 'alterTable', 'startRun'].includes(name))
    const inputs = fc.oneof(
      fc.anything(),
      fc.record(
        {
          id: fc.oneof(fc.string(), fc.bigInt().map(String), fc.nat()),
          limit: fc.oneof(fc.integer(), fc.double()),
          before: fc.option(fc.bigInt({ min: 0n, max: 10n ** 19n }).map(String)),
        },
        { requiredKeys: [] },
      ),
      fc.record({
        filters: fc.array(
          fc.record({
            column: fc.constantFrom('user_id', 'locale', 'create_date', 'app_version', 'x'),
            how: fc.constantFrom('is', 'contains'),
            text: fc.string({ unit: 'binary' }),
          }),
          { maxLength: 3 },
        ),
      }),
      fc.record({
        sort: fc.record({
          column: fc.constantFrom('user_id', 'create_date', 'app_version', 'login_id'),
          descending: fc.boolean(),
        }),
        after: fc.record({
          id: fc.bigInt({ min: 0n, max: 10n ** 19n }).map(String),
          value: fc.option(fc.string({ unit: 'binary' })),
        }),
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), inputs, async (name: CommandName, input) => {
        const result = await monitor.send(name, input as never)
        expect(typeof result.ok).toBe('boolean')
        if (!result.ok) expect(result.failure.code).not.toBe('internal')
      }),
      { numRuns: 300 },
    )
    expect(client.current().connection.state).toBe('connected')
    expect(await database.query('select from user_logins')).toEqual([])
  })

  it('names the wrong fields of an input, and repeats none of their values', async () => {
    const { settings } = await createMonitorBench()
    const { monitor } = openTestMonitor(settings)
    const result = await monitor.send('listRows', { limit: 'canary' as never, filters: 'canary' as never })
    expect(result).toMatchObject({
      ok: false,
      failure: {
        code: 'command-invalid',
        details: { command: 'listRows', problems: expect.stringMatching(/filters: .*limit: /) },
      },
    })
    expect(JSON.stringify(result)).not.toContain('canary')
  })

  it('answers an unknown command with a failure', async () => {
    const { settings } = await createMonitorBench()
    const { monitor } = openTestMonitor(settings)
    for (const name of ['nothing', '', '__proto__', 'constructor', 'toString'])
      expect(await monitor.send(name as CommandName, {})).toMatchObject({
        ok: false,
        failure: { code: 'command-invalid' },
      })
  })
})
