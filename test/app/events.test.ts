import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readEventFile } from '../../src/app/event-file.ts'
import type { EventDefinition } from '../../src/contract/event-definition.ts'
import { columnsOf } from '../../src/contract/event-columns.ts'
import { createTestFolder } from '../support/folders.ts'
import { loginBody } from '../support/logins.ts'
import { connectTestMonitor, createMonitorBench } from '../support/monitors.ts'
import { testSettings } from '../support/settings.ts'

const folder = new URL('../../docs/events/', import.meta.url)

const definitionIn = (name: string): EventDefinition => {
  const reading = readEventFile(new URL(`${name}.event.json`, folder).pathname)
  if (!reading.ok) throw new Error(reading.mistakes.join('\n'))
  return reading.definition
}

const messageOf = (name: string): string => readFileSync(new URL(`${name}.example.json`, folder), 'utf8')

interface Example {
  readonly name: string
  /** The row's values in some of its columns; a mask is given by its length. */
  readonly cells: Readonly<Record<string, string>>
  /** A value that can be filtered by, and is counted if there are few. */
  readonly filter: { readonly column: string; readonly text: string }
  /** What makes the message malformed, why, and what must not be visible of it. */
  readonly broken: {
    readonly from: string
    readonly to: string
    readonly code: string
    readonly hidden: readonly string[]
  }
}

const examples: readonly Example[] = [
  {
    name: 'logins',
    cells: { masked_ip: 'mask', masked_device_id: 'mask' },
    filter: { column: 'device_type', text: 'android' },
    broken: { from: '"android"', to: '7', code: 'wrong-type', hidden: [] },
  },
  {
    name: 'logins-with-timestamp',
    cells: { masked_ip: 'mask' },
    filter: { column: 'device_type', text: 'ios' },
    broken: { from: '"ios"', to: '7', code: 'wrong-type', hidden: [] },
  },
  {
    name: 'sign-ups',
    cells: { masked_email: 'mask', masked_phone: 'mask', plan: 'team', newsletter: 'true' },
    filter: { column: 'plan', text: 'team' },
    broken: { from: '"team"', to: '"none"', code: 'not-listed', hidden: ['Alice', '12025550123'] },
  },
  {
    name: 'orders',
    cells: {
      order_id: '9007199254740993',
      masked_email: 'mask',
      region: 'eu-central-1',
      delivery: '2026-03-17',
    },
    filter: { column: 'currency', text: 'EUR' },
    broken: { from: '"EUR"', to: '"CHF"', code: 'not-listed', hidden: ['bob', '9007199254740993'] },
  },
]

describe.each(examples)('the example $name', ({ name, cells, filter, broken }) => {
  it('goes from message to row, filter, summary and covered rejection', async () => {
    const { settings, queue, database } = await createMonitorBench()
    const event = definitionIn(name)
    if (event.table.schema !== null) await database.query(`create schema ${event.table.schema}`)
    const message = messageOf(name)
    const device = /"(?:android|ios)"/.exec(message)?.[0] ?? ''
    const from = broken.to === '7' ? device : broken.from
    expect(message).toContain(from)
    await queue.send([message, message.replace(from, broken.to)])
    const { client } = await connectTestMonitor({ ...settings, event })
    expect(client.current().connection).toMatchObject({ source: { event: { name: event.name } } })
    expect((await client.run()).counts).toMatchObject({ received: 2, loaded: 1, rejected: 1 })

    const { rows } = await client.ask('listRows', {})
    const columns = columnsOf(event).map(({ name: column }) => column)
    const inColumn = (column: string) => rows[0]?.values[columns.indexOf(column)]
    for (const [column, expected] of Object.entries(cells)) {
      if (expected === 'mask') expect(inColumn(column), column).toMatch(/^[0-9a-f]{64}$/)
      else expect(inColumn(column), column).toBe(expected)
    }
    const text = name.startsWith('logins') ? device.slice(1, -1) : filter.text
    const filters = [{ column: filter.column, how: 'is' as const, text }]
    expect((await client.ask('listRows', { filters })).rows).toEqual(rows)
    for (const { name: column, isSummed } of columnsOf(event))
      if (isSummed) {
        const { top } = await client.ask('summarizeRows', { column, filters })
        expect(top).toEqual([{ value: inColumn(column) ?? null, count: 1 }])
      }
    for (const column of columns) {
      const sort = { column, descending: false }
      expect((await client.ask('listRows', { sort })).rows, column).toEqual(rows)
    }

    const [rejected] = (await client.ask('listRejected', {})).rejected
    expect(rejected?.reasons.map(({ code }) => code)).toEqual([broken.code])
    const shown = await client.ask('getRejected', { id: rejected?.id ?? '' })
    expect(shown.covered).toBe(true)
    for (const hidden of broken.hidden) expect(shown.body).not.toContain(hidden)
    const [start = 0, end = 0] = rejected?.reasons[0]?.range ?? []
    expect(message.replace(from, broken.to).slice(start, end)).toBe(broken.to)
  })
})

describe('another definition', () => {
  it('finds the built-in queue empty at the very first start, as the samples are logins', async () => {
    const settings = testSettings(await createTestFolder())
    const { client } = await connectTestMonitor({ ...settings, event: definitionIn('sign-ups') })
    expect(JSON.stringify(client.current().connection)).not.toContain('sample messages')
    expect((await client.run()).counts).toMatchObject({ received: 0 })
  })

  it('shows only names of what was rejected as an event of the former one', async () => {
    const { settings, queue } = await createMonitorBench()
    await queue.send([loginBody({ app_version: 'latest', ip: '203.0.113.77' })])
    const first = await connectTestMonitor(settings)
    await first.client.run()
    const [rejected] = (await first.client.ask('listRejected', {})).rejected
    const id = rejected?.id ?? ''
    expect((await first.client.ask('getRejected', { id })).body).toContain('android')
    await first.monitor.close()

    // It would no longer mask the address.
    const fields = settings.event.fields.map((field) => ({ ...field, mask: null, column: field.name }))
    const open = { ...settings.event, fields, table: { ...settings.event.table, name: 'open_logins' } }
    const columns = [...fields.map(({ column }) => column), 'create_date']
    const event = { ...open, table: { ...open.table, columns } }
    const second = await connectTestMonitor({ ...settings, event })
    const { body } = await second.client.ask('getRejected', { id })
    expect(body).not.toMatch(/203|android|latest/)
    expect(body).toContain('"device_type"')
  })

  it('is shown in the circumstances of its runs', async () => {
    const { settings } = await createMonitorBench()
    const { client } = await connectTestMonitor(settings)
    await client.run()
    const [run] = (await client.ask('listRuns', {})).runs
    expect(run?.circumstances?.settings.event).toMatch(/^logins [0-9a-f]{16}$/)
  })

  it('has no column of the former one, and reports that', async () => {
    const { settings } = await createMonitorBench()
    const { monitor } = await connectTestMonitor(settings)
    const answer = await monitor.send('listRows', { sort: { column: 'order_id', descending: true } })
    expect(answer).toMatchObject({ ok: false, failure: { code: 'no-such-column' } })
  })
})
