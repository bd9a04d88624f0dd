import type { Database } from '../../src/adapters/postgres/database.ts'
import { readWithBodies } from '../../src/adapters/postgres/export-rejected.ts'
import { countRejected, listSized, readBodies } from '../../src/adapters/postgres/rejected-bodies.ts'
import {
  listRejectedChoices,
  markRejected,
  noteRejected,
} from '../../src/adapters/postgres/rejected-marks.ts'
import { listRejected } from '../../src/adapters/postgres/rejected.ts'
import type { RejectedMark } from '../../src/contract/finding.ts'
import type { CommandInput } from '../../src/contract/monitor.ts'
import type { FollowedClient } from './follow-client.ts'
import { filterOf, listOf } from './rejected.ts'

const marks: readonly RejectedMark[] = [
  { do: 'tag', tag: 'b' },
  { do: 'tag', tag: 'a' },
  { do: 'untag', tag: 'b' },
  { do: 'investigate', on: true },
  { do: 'investigate', on: false },
]

/** Sends a client every command that marks and finds. */
export const markAndFind = async (client: Pick<FollowedClient, 'ask'>, id: string): Promise<void> => {
  for (const mark of marks) await client.ask('markRejected', { which: { by: 'filter', filter: {} }, mark })
  await client.ask('noteRejected', { id, note: 'seen' })
  await client.ask('listRejectedChoices', {})
  await client.ask('searchRejected', { text: 'x', operation: crypto.randomUUID() })
  const filter = { tag: 'x', path: '/x', definition: 'x', investigated: true, among: ['1'] } as const
  await client.ask('listRejected', { filter: { ...filter, among: [...filter.among] } })
}

/** Runs every statement of marks, filters and bodies on a database, and returns its answers. */
export const walkMarks = async (database: Database): Promise<Readonly<Record<string, unknown>>> => {
  const answers: Record<string, unknown> = {}
  const which = filterOf({ state: 'all' })
  for (const mark of marks)
    answers[`marked ${JSON.stringify(mark)}`] = (await markRejected(database, which, mark, 'x@y')).changed
  for (const filter of [
    { tag: 'a' },
    { path: '/user_id' },
    { definition: 'login' },
    { investigated: true },
    { among: ['1', '2', '3'] },
  ] satisfies readonly CommandInput<'listRejected'>['filter'][])
    answers[`rejected ${JSON.stringify(filter)}`] = await listRejected(database, listOf({ filter }))
  const choices = await listRejectedChoices(database)
  answers.choices = choices
  await noteRejected(database, '1', 'noted')
  const sized = await listSized(database.query, { ...listOf({ limit: 3 }), before: null })
  const bodies = await readBodies(
    database.query,
    sized.map(({ id }) => id),
  )
  answers.bodies = [
    sized,
    bodies.size,
    await countRejected(database.query, which.by === 'filter' ? which.filter : listOf().filter),
  ]
  answers['exported with bodies'] = await database.session(60_000, async (on) => {
    const messages: unknown[] = []
    for await (const page of readWithBodies(on, listOf()))
      messages.push(page.map(({ id, tags }) => [id, tags]))
    return messages
  })
  return answers
}
