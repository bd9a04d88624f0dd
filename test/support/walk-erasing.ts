import { countErasable, eraseOlder, eraseRejected } from '../../src/adapters/postgres/erase-rejected.ts'
import { filterOf } from './rejected.ts'
import type { TestStore } from './stores.ts'

/** Runs every statement of erasing on a database, and returns its answers. */
export const walkErasing = async (
  { database, test }: Pick<TestStore, 'database' | 'test'>,
  messageId: string,
): Promise<readonly unknown[]> => {
  const which = filterOf({ state: 'all', messageId })
  const { messages, upTo } = await countErasable(database, which)
  return [
    { messages },
    await eraseOlder(database, 1, 10),
    await eraseRejected(database, which, upTo ?? '0'),
    await countErasable(database, which).then((left) => left.messages),
    await test.query(
      'select state, length(sealed_body) as bytes from sluice.rejected where message_id = $1',
      [messageId],
    ),
    await test.query('select what from sluice.audit'),
  ]
}
