import { describe, expect, it } from 'vitest'
import { describeReason } from '../../src/contract/reason.ts'
import { loginBody } from '../support/logins.ts'
import { connectTestMonitor, createMonitorBench, openTestMonitor } from '../support/monitors.ts'

describe('a monitor', () => {
  it('leaves a column as it is if values that do not fit may be rejected, and remembers that', async () => {
    const { settings, queue, database } = await createMonitorBench()
    await database.query(`create table user_logins (user_id varchar(128), device_type varchar(32), masked_ip varchar(256),
      masked_device_id varchar(256), locale varchar(32) not null, app_version varchar(5), create_date date, login_id bigserial);
      insert into user_logins (user_id, locale) values ('old', 'DE')`)
    await queue.send([loginBody(), loginBody({ app_version: '2.3.10' }), loginBody({ locale: null })])
    const { client, monitor } = openTestMonitor(settings)
    const failed = await client.until((snapshot) => snapshot.connection.state === 'failed')
    expect(failed.connection).toMatchObject({
      failure: { code: 'table-needs-change', details: { narrow: 'app_version', others: '1' } },
    })
    await client.ask('rejectMisfits', {})
    await client.until((snapshot) => snapshot.connection.state === 'connected')
    expect((await client.run()).counts).toMatchObject({ loaded: 1, rejected: 2 })
    const { rejected } = await client.ask('listRejected', {})
    expect(
      rejected.flatMap(({ reasons }) => reasons.map((reason) => describeReason(reason))).toSorted(),
    ).toEqual([
      'app_version does not fit in its column app_version, which holds 5 characters; it has 6',
      'locale does not fit in its column locale, which must have a value',
    ])
    await monitor.close()
    const again = await connectTestMonitor(settings)
    const { preferences } = await again.client.ask('getSettings', {})
    expect(preferences.pipeline.rejectMisfits).toBe(true)
    const pipeline = { ...preferences.pipeline, rejectMisfits: false }
    await again.client.ask('savePreferences', { preferences: { ...preferences, pipeline } })
    const asked = await again.client.until((snapshot) => snapshot.connection.state === 'failed')
    expect(asked.connection).toMatchObject({ failure: { code: 'table-needs-change' } })
  })
})
