import { describe, expect, it } from 'vitest'
import { loginBody } from '../support/logins.ts'
import { connectTestMonitor, createMonitorBench } from '../support/monitors.ts'

describe('uncovering', () => {
  it('N4 returns a body in clear only after its reason is in the audit, and not at all if that cannot be written', async () => {
    const { settings, queue, database } = await createMonitorBench()
    await queue.send([loginBody({ ip: '203.0.113.9', app_version: 'latest' })])
    const { client } = await connectTestMonitor(settings)
    await client.run()
    const [summary] = (await client.ask('listRejected', {})).rejected
    const id = summary?.id ?? ''
    const audit = () => database.query('select what, subject, why from sluice.audit order by audit_id')
    await client.ask('getRejected', { id })
    expect(await audit()).toEqual([])
    await client.ask('getRejected', { id, uncover: { why: 'ticket 12' } })
    expect(await audit()).toEqual([{ what: 'uncover-rejected', subject: id, why: 'ticket 12' }])
    const [line] = await database.query<{ who: string }>('select who from sluice.audit')
    expect(line?.who).toMatch(/^[^@]+@.+/)
    await database.query('drop table sluice.audit')
    await expect(client.ask('getRejected', { id, uncover: { why: 'ticket 13' } })).rejects.toThrow()
    expect(await client.ask('getRejected', { id })).toMatchObject({ covered: true })
  })
})
