import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loginBody } from '../support/logins.ts'
import { connectTestMonitor, createMonitorBench } from '../support/monitors.ts'

/** Both statements of docs/operations.md: for rows, and for rejected messages. */
const [rows = '', bodies = ''] = [
  ...readFileSync('docs/operations.md', 'utf8').matchAll(/```sql\n([\s\S]*?)```/g),
].map(([, sql = '']) => sql)

it('the SQL in docs/operations.md erases one person, and leaves the others and all counts as they were', async () => {
  const { settings, queue, database } = await createMonitorBench()
  const bad = (user: string) => loginBody({ user_id: user, app_version: 'latest', ip: '203.0.113.9' })
  await queue.send([loginBody({ user_id: 'ada' }), loginBody({ user_id: 'bob' }), bad('ada'), bad('bob')])
  const { client } = await connectTestMonitor(settings)
  const { runId } = await client.run()
  const uncover = { why: 'a test' }
  const kept = (await client.ask('listRejected', {})).rejected
  const texts = await Promise.all(
    kept.map(async (one) => ({
      ...one,
      text: (await client.ask('getRejected', { id: one.id, uncover })).body,
    })),
  )
  const [ada, bob] = ['ada', 'bob'].map((user) => texts.find(({ text }) => text.includes(user)))
  const edit = { by: 'text', text: loginBody({ user_id: 'ada' }) } as const
  await client.ask('openVersion', { id: ada?.id ?? '', uncover })
  await client.ask('keepEdit', { id: ada?.id ?? '', version: 0, seen: 0, edit })

  await database.query(rows.replace('the-user', 'ada'))
  await database.query(bodies.replaceAll('the-message-id', ada?.messageId ?? ''))
  expect(await database.query('select user_id from user_logins')).toEqual([{ user_id: 'bob' }])
  await expect(client.ask('getRejected', { id: ada?.id ?? '' })).rejects.toThrow('body-altered')
  expect((await client.ask('getRejected', { id: bob?.id ?? '', uncover })).body).toContain('bob')
  expect(
    await database.query(`select length(sealed_body) as bytes from sluice.repairs
      union all select length(sealed_body) from sluice.rejected where state = 'discarded'`),
  ).toEqual([{ bytes: 0 }, { bytes: 0 }])
  expect(await client.ask('reconcileRun', { runId })).toMatchObject({ holds: true })
})
