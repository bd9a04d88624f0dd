import { describe, expect, it } from 'vitest'
import { describeNotice } from '../../src/contract/run-notes.ts'
import { definitionOf } from '../../src/contract/event-file.ts'
import { loginBody } from '../support/logins.ts'
import { connectTestMonitor, createMonitorBench } from '../support/monitors.ts'

const login = (index: number, more: Readonly<Record<string, unknown>> = {}): string =>
  loginBody({ user_id: `user-${index}`, ...more })

describe('names that a run ignored', () => {
  it('are stored with the run, shown in its details, and announced if no earlier run has seen them', async () => {
    const { queue, settings } = await createMonitorBench()
    const { client } = await connectTestMonitor({ ...settings, allowUnknownFields: true })
    await queue.send([login(1, { referrer: 'x' }), login(2, { referrer: 'y', '203.0.113.7': 1 }), login(3)])
    const first = await client.run()
    const notes = {
      messages: 3,
      ignored: [
        { pointer: '/referrer', messages: 2, since: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string },
      ],
      others: 1,
      cut: [],
    }
    expect(first.notes).toEqual(notes)
    const since = first.notes?.ignored[0]?.since
    expect((await client.ask('getRun', { runId: first.runId })).notes).toEqual(notes)
    const noticesNow = async () => {
      const { connection } = await client.ask('getSnapshot', {})
      if (connection.state !== 'connected') return ''
      return connection.source.notices.map((notice) => describeNotice(notice)).join('\n')
    }
    expect(await noticesNow()).toContain(`referrer (in 67 % since ${since})`)

    await queue.send([login(4, { referrer: 'z' }), login(5, { campaign: 'c', referrer: 'z' })])
    const second = await client.run()
    expect(second.notes?.ignored).toEqual([
      { pointer: '/referrer', messages: 2, since },
      { pointer: '/campaign', messages: 1, since: expect.any(String) as string },
    ])
    const told = (await noticesNow()).split('\n').filter((notice) => notice.includes('no run before'))
    expect(told).toHaveLength(2)
    expect(told[1]).toContain('campaign (in 50 % since ')
    expect(told[1]).not.toContain('referrer')
  })

  it('include those of messages that are tried again', async () => {
    const { queue, settings } = await createMonitorBench()
    const { client, monitor } = await connectTestMonitor(settings)
    await queue.send([login(1, { referrer: 'x' })])
    const { runId, notes } = await client.run()
    expect(notes).toMatchObject({ messages: 0, ignored: [] })
    expect((await client.ask('getRun', { runId })).notes).toBeNull()
    await monitor.close()
    const again = await connectTestMonitor({ ...settings, allowUnknownFields: true })
    const outcome = await again.client.ask('retryRejected', { which: { by: 'filter', filter: {} } })
    expect(outcome).toMatchObject({ loaded: 1 })
    const run = await again.client.ask('getRun', { runId: outcome.runId ?? '' })
    expect(run.notes?.ignored).toMatchObject([{ pointer: '/referrer', messages: 1 }])
  })
})

describe('times that a run cut', () => {
  it('are reported once, and counted at the end', async () => {
    const { queue, settings } = await createMonitorBench()
    const event = definitionOf({
      name: 'ticks',
      table: { name: 'ticks' },
      fields: [{ name: 'at', type: 'timestamp', form: 'ns' }],
    })
    const { client } = await connectTestMonitor({ ...settings, event })
    await queue.send([1, 2, 3, 0].map((end) => `{"at":176415000012345600${end}}`))
    const { notes, counts } = await client.run()
    expect(counts).toMatchObject({ loaded: 4 })
    expect(notes).toEqual({ messages: 4, ignored: [], others: 0, cut: [{ field: 'at', messages: 3 }] })
    const { connection } = await client.ask('getSnapshot', {})
    expect(JSON.stringify(connection).match(/Values of at are finer than a microsecond/g)).toHaveLength(1)
  })
})
