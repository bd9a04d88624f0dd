import { expect, it, onTestFinished } from 'vitest'
import { sampleBodies } from '../../src/app/sample.ts'
import { startSqsDouble } from '../double/sqs-double.ts'
import { createCommandBench } from '../support/cli-bench.ts'
import { onPostgres } from '../support/postgres-versions.ts'

/** The table as in the assignment's database. */
const given = `create table user_logins (user_id varchar(128), device_type varchar(32), masked_ip varchar(256),
  masked_device_id varchar(256), locale varchar(32), app_version integer, create_date date)`

/**
 * Like the assignment's images: its queue in the old protocol, PostgreSQL 10, and its table. The images themselves
 * are not available here.
 */
onPostgres([10], 'the pair of the take-home profile', ({ url }) => {
  it("gives 99 rows and one rejected message, by the README's command, and nothing more the second time", async () => {
    const service = await startSqsDouble({ speaks: 'query', misunderstandsBy: 'xml' })
    onTestFinished(service.close)
    const bench = await createCommandBench(url())
    onTestFinished(bench.close)
    await bench.database.query(given)
    for (const body of [...sampleBodies({ count: 99, malformed: 0, seed: 3 }), '{"foo":"bar"}'])
      service.queue.send(body)
    const run = () =>
      bench.run(
        ...['run', '--once', '--json', '--queue', service.queueName, '--endpoint', service.endpoint],
        ...bench.databaseFlags,
      )

    const first = await run()
    expect([first.code, first.stderr.includes('app_version')]).toEqual([0, true])
    expect(JSON.parse(first.stdout)).toMatchObject({ received: 100, loaded: 99, rejected: 1, duplicates: 0 })
    expect(service.queue.ids()).toEqual([])
    expect(
      await bench.database.query(
        `select count(*)::integer as rows, count(distinct login_id)::integer as numbers, min(app_version) like '%.%' as whole,
           min(length(masked_ip)) as masked from user_logins`,
      ),
    ).toEqual([{ rows: 99, numbers: 99, whole: true, masked: 64 }])
    expect(new Set(service.requests.map(({ protocol }) => protocol))).toEqual(new Set(['json', 'query']))

    const second = await run()
    expect(second.code).toBe(0)
    expect(JSON.parse(second.stdout)).toMatchObject({ received: 0, loaded: 0 })
  }, 120_000)
})
