import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Begun } from '../../../src/contract/dead-letter-work.ts'
import { commandNames, type CommandName } from '../../../src/contract/monitor.ts'
import type { RepairFile } from '../../../src/contract/repair-rule.ts'
import { createTestFolder } from '../../support/folders.ts'
import { editLogins } from '../../support/event-drafts.ts'
import type { FollowedClient } from '../../support/follow-client.ts'
import { loginBody } from '../../support/logins.ts'
import { createMonitorBench, openTestMonitor, type MonitorBench } from '../../support/monitors.ts'
import { noting, plantNames, removePlanted, watchDriver, wordsOf } from '../../support/planted-names.ts'
import { markAndFind } from '../../support/walk-marks.ts'
import { createTestQueue } from '../../support/test-queue.ts'
import { inRow, loginColumns, summedColumns } from '../../support/login-columns.ts'

/** Commands that send no statement to the database. */
const without: readonly CommandName[] = [
  ...(['getSnapshot', 'getSettings', 'savePreferences', 'cancelOperation', 'pauseRun', 'resumeRun'] as const),
  // They choose where to connect to, and connecting itself is done here.
  ...(['reconnect', 'useBuiltInDatabase', 'saveProfile', 'deleteProfile', 'activateProfile'] as const),
  ...(['acceptEvent', 'rejectMisfits', 'saveEmbedded', 'testEmbedded', 'getAddresses'] as const),
  // They read a file.
  ...(['chooseEvent', 'lookAtEvent', 'openDraft', 'useKey'] as const),
  // It sends messages to the queue; these receive some, or depend on received ones.
  ...(['addSamples', 'priceSample', 'takeSample', 'proposeEvent', 'judgeDraft', 'dropSample'] as const),
  // A stopped run ends with the same statements as any other.
  'stopRun',
]

/** Someone else's table, which connecting must be allowed to change. */
const given = `create table public.user_logins (user_id varchar(128), device_type varchar(32), masked_ip varchar(256),
  masked_device_id varchar(256), locale varchar(32), app_version integer, create_date date);
  insert into public.user_logins (user_id, app_version) values ('old', 7)`

/** Mends a rejected message by hand: opens it, keeps two versions, takes one back and sends the other. */
const mendOne = async (client: FollowedClient, id: string): Promise<void> => {
  const edit = { by: 'fields', changes: [{ at: '/device_type', value: '"x"' }] } as const
  await client.ask('openVersion', { id })
  await client.ask('checkEdit', { id, version: 0, edit })
  await client.ask('keepEdit', { id, version: 0, seen: 0, edit })
  await client.ask('undoEdit', { id, version: 1 })
  await client.ask('keepEdit', { id, version: 0, seen: 1, edit })
  await client.ask('sendEdit', { id, version: 2 })
  await client.ask('listVersions', { id })
}

/** Does everything that has a statement: connects, runs, lists, counts, sorts, filters, summarises, indexes, exports, tries again. */
const useAll = async ({ queue, database, settings }: MonitorBench): Promise<void> => {
  const { monitor, client: plain } = openTestMonitor(settings)
  const { connection } = await plain.until((snapshot) => snapshot.connection.state !== 'connecting')
  expect(connection).toMatchObject({ failure: { code: 'table-needs-change' } })
  const { asked, ask } = noting(plain)
  await ask('alterTable', {})
  await plain.until((snapshot) => snapshot.connection.state === 'connected')
  const { items } = await ask('testProfile', {
    profile: {
      ...{ id: null, kind: 'docker', name: '', queue: queue.name, endpoint: queue.endpoint },
      ...{ region: '', awsProfile: '', databaseUrl: database.url, password: null },
    },
  })
  expect(items.filter(({ state }) => state === 'not-fine')).toEqual([])
  const client = { ...plain, ask }
  await queue.send([
    ...['a', 'b', 'c'].map((user_id) => loginBody({ user_id, app_version: '2.10' })),
    loginBody({ app_version: 'latest' }),
    '{"foo":1}',
  ])
  await client.ask('dryRun', {})
  await editLogins(client)
  await client.run()
  const { runId } = await client.run()
  for (const column of [...loginColumns, null]) {
    for (const descending of [false, true]) {
      const sort = { column, descending }
      const { next } = await client.ask('listRows', { sort, limit: 1 })
      if (next !== null) await client.ask('listRows', { sort, limit: 1, after: next })
      await client.ask('mapRows', { sort, filters: [], operation: randomUUID() })
    }
  }
  for (const column of loginColumns) {
    for (const filter of [
      { column, how: 'contains', text: '2' },
      { column, how: 'is', text: 'a' },
      { column, how: 'empty' },
    ] as const)
      await client.ask('mapRows', { filters: [filter], operation: randomUUID() })
  }
  for (const column of summedColumns)
    await client.ask('summarizeRows', { column, filters: [], operation: randomUUID() })
  const { rows } = await client.ask('listRows', { filters: [{ column: 'user_id', how: 'is', text: 'a' }] })
  expect(rows.map((row) => inRow(row, 'user_id'))).toEqual(['a'])
  await client.ask('getRow', { id: rows[0]?.id ?? '1' })
  await client.ask('traceMessage', { name: 'nothing' })
  await client.ask('makeRowIndex', { column: 'user_id', operation: randomUUID() })
  await client.ask('listRowIndexes', {})
  await client.ask('dropRowIndex', { column: 'user_id' })

  const { rejected } = await client.ask('listRejected', {})
  expect(rejected).toHaveLength(2)
  const [first] = rejected
  await client.ask('getRejected', { id: first?.id ?? '1' })
  await client.ask('getRejected', { id: first?.id ?? '1', uncover: { why: 'to see it' } })
  await mendOne(client, first?.id ?? '1')
  for (const filter of [
    { code: 'unknown-field' },
    { messageId: 'x' },
    { runId },
    { since: '2020-01-01T00:00:00Z', until: '2020-01-02T00:00:00Z' },
  ] as const)
    await client.ask('listRejected', { filter })
  await client.ask('mapRejected', {})
  const { causes } = await client.ask('listCauses', {})
  await client.ask('listRejected', { filter: { cause: causes[0]?.cause ?? 'x' } })
  const { changeId } = await client.ask('discardRejected', {
    which: { by: 'filter', filter: {} },
    note: 'seen',
  })
  await client.ask('restoreRejected', { which: { by: 'change', changeId } })
  await markAndFind(client, first?.id ?? '1')
  await client.ask('retryRejected', { which: { by: 'filter', filter: {} } })

  const which = { by: 'filter', filter: {} } as const
  const { definition } = await client.ask('listRules', {})
  const steps: RepairFile['steps'] = [{ do: 'set', at: '/app_version', value: '1.0' }]
  const from = { by: 'made', rule: { name: 'mine', definition, steps } } as const
  const { hash } = await client.ask('keepRule', { from })
  await client.ask('sampleOfRule', { rule: from.rule, which })
  await client.ask('previewRetry', { which, operation: randomUUID() })
  await client.ask('previewRule', { hash, which, operation: randomUUID() })
  await client.ask('applyRule', { hash, which, mostFailures: 100 })
  await client.until(({ repair }) => (repair?.end ?? null) !== null)
  const other = await client.ask('renameRule', { hash, name: 'other' })
  await client.ask('deleteRule', { hash: other.hash })
  await client.ask('restoreRule', { hash: other.hash })
  await client.ask('exportRule', { hash: other.hash })
  for (const on of [true, false]) await client.ask('enableRule', { hash: other.hash, on })
  // There is no such version, but its statement still runs.
  await expect(client.ask('proposeRule', { id: '1', version: 9 })).rejects.toThrow('not-found')

  const folder = await createTestFolder()
  for (const subject of [
    { what: 'rows', sort: { column: 'create_date', descending: false } },
    { what: 'rejected', filter: {} },
  ]) {
    const request = { subject, format: 'csv', operation: randomUUID() }
    expect(await monitor.exportTo(request, join(folder, subject.what))).toMatchObject({ ok: true })
  }
  const clear = { what: 'rejected', bodies: { how: 'clear', why: 'to see them' } }
  const request = { subject: clear, format: 'jsonl', operation: randomUUID() }
  expect(await monitor.exportTo(request, join(folder, 'clear'))).toMatchObject({ ok: true })

  await workOnDeadLetters(queue, client)

  const erased = { by: 'ids' as const, ids: ['1'] }
  expect(await client.ask('countErasable', { which: erased })).toMatchObject({ messages: 1 })
  expect(await client.ask('eraseRejected', { which: erased, upTo: '1' })).toEqual({ erased: 1 })
  await client.ask('tryNow', {})
  await client.ask('listRuns', {})
  await client.ask('getRun', { runId })
  await client.ask('reconcileRun', { runId })
  await client.ask('getHistory', { minutes: 15 })

  // Exports and runs go through the monitor itself.
  const done = new Set<CommandName>([...asked, ...without, 'exportItems', 'startRun'])
  expect(commandNames.filter((name) => !done.has(name))).toEqual([])
}

/** Looks at, pulls, sends back and redrives dead letters, and peeks. */
const workOnDeadLetters = async (
  { service }: MonitorBench['queue'],
  { ask, until }: Pick<FollowedClient, 'ask' | 'until'>,
) => {
  const dead = await createTestQueue()
  onTestFinished(dead.close)
  const RedrivePolicy = JSON.stringify({
    ...{ deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:${dead.name}`, maxReceiveCount: 3 },
  })
  await service.acting.send(
    new SetQueueAttributesCommand({ QueueUrl: service.queueUrl, Attributes: { RedrivePolicy } }),
  )
  const toEnd = async ({ runId }: Begun) =>
    (await until(({ deadLetterWork: work }) => work?.runId === runId && work.end !== null)).deadLetterWork
      ?.end
  await ask('lookAtDeadLetters', {})
  await dead.send([loginBody({ user_id: 'dead' }), '{"foo":2}'])
  const pulled = await toEnd(await ask('pullDeadLetters', { all: true, mayBeShared: true }))
  expect(pulled).toMatchObject({ outcome: { pulled: 2, failure: null } })
  const which = { by: 'filter', filter: {} } as const
  expect(await toEnd(await ask('sendBackRejected', { which }))).toMatchObject({ outcome: { failure: null } })
  await dead.send([loginBody({ user_id: 'redriven' })])
  const redriven = await toEnd(await ask('redriveDeadLetters', { mayBeShared: true }))
  expect(redriven).toMatchObject({ outcome: { failure: null } })
  // The service of these tests does not support move tasks.
  const moved = await toEnd(await ask('moveDeadLetters', { mayBeShared: true, mayLoseIdentity: true }))
  expect(moved).toMatchObject({ failure: { code: 'queue-no-move-tasks' } })
  await ask('peekPrice', {})
  await ask('peekQueue', {})
}

describe('B36 another role plants better-fitting names in schema public', () => {
  it('and no statement runs any of them: no function, operator or type', { timeout: 300_000 }, async () => {
    const first = await createMonitorBench()
    await first.database.query(given)
    const { statements } = await watchDriver(() => useAll(first))
    expect(statements.size).toBeGreaterThan(50)

    const second = await createMonitorBench()
    await second.database.query(given)
    onTestFinished(() => removePlanted(second.database))
    expect(await plantNames(second.database, wordsOf(statements))).toBeGreaterThan(1_000)
    let failed: unknown = null
    const { planted } = await watchDriver(async () => {
      try {
        await useAll(second)
      } catch (error) {
        failed = error
      }
    })
    expect([...planted]).toEqual([])
    expect(failed).toBeNull()
  })

  it('and the test would see one that ran', { timeout: 60_000 }, async () => {
    const { database } = await createMonitorBench()
    onTestFinished(() => removePlanted(database))
    await plantNames(database, ['strpos'])
    const { planted } = await watchDriver(async () => {
      await database.query(`select strpos('a'::varchar, 'b'::varchar)`).catch(() => undefined)
      await database.query(`select 'a'::varchar = 'b'::varchar`).catch(() => undefined)
    })
    expect([...planted]).toEqual([
      'planted strpos(varchar, varchar) ran',
      expect.stringMatching(/^planted operator_\d+_\d+\(varchar, varchar\) ran$/),
    ])
  })
})
