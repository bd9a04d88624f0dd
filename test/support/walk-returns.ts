import { createDeadLetters } from '../../src/adapters/postgres/dead-letters.ts'
import { listRejected } from '../../src/adapters/postgres/rejected.ts'
import { readHistory } from '../../src/adapters/postgres/repair-history.ts'
import { createReturns } from '../../src/adapters/postgres/returns.ts'
import type { Delivery } from '../../src/pipeline/ports.ts'
import { createDelivery } from './deliveries.ts'
import { loginBody } from './logins.ts'
import { listOf } from './rejected.ts'
import type { TestStore } from './stores.ts'

/** Keeps dead letters and sends messages back to a queue: loaded, rejected again, refused, too often. */
export const walkReturns = async (
  { database, store, prepare, openRun }: TestStore,
  answers: Record<string, unknown>,
): Promise<void> => {
  const runId = await openRun()
  const commit = (some: readonly Delivery[]) =>
    store.commit({ batchId: crypto.randomUUID(), runId, items: prepare(some) })
  const wrong = (name: string, originId = name) =>
    createDelivery({ messageId: name, originId, body: 'no login' })
  const names = ['back-0', 'back-1', 'back-2', 'back-3']
  await commit(names.map((name) => wrong(name)))
  const facts = {
    sourceArn: 'arn:aws:sqs:us-east-1:000000000000:q',
    firstReceivedAt: new Date(0),
    sequence: '7',
  }
  const notes = [{ messageId: 'back-0', ...facts }]
  const dead = createDeadLetters(database)
  await dead.note('dead', notes)
  await dead.note('dead', notes)
  const returns = createReturns(database, { queue: 'test', by: 'tester', mostSends: 2, again: false })
  const { rejected } = await listRejected(database, listOf({ filter: { messageId: 'back' } }))
  const ids = rejected.map(({ id }) => id).toReversed()
  answers.returnable = [...(await returns.known(ids))]
  const asked = ids.map((id, index) => ({ rejected: { id, version: 0 }, originId: names[index] ?? '' }))
  const begun = await returns.begin([...asked, { rejected: null, originId: 'straight' }])
  const noted = begun.flatMap((answer) => (answer.kind === 'noted' ? [answer.returnId] : []))
  await returns.confirm(noted.slice(0, 3))
  await returns.withdraw(noted.slice(3, 4))
  answers.begun = begun.map(({ kind }) => kind)
  answers['begun again'] = (await returns.begin(asked)).map(({ kind }) => kind)
  await commit([
    createDelivery({ messageId: 'new-0', originId: 'back-0', body: loginBody() }),
    wrong('new-1', 'back-1'),
  ])
  await returns.settle()
  answers.histories = await Promise.all(names.map((name) => readHistory(database, name)))
  await store.closeRun(runId, 'drained')
}
