import { setRemoved } from '../../adapters/postgres/repair-rules.ts'
import type { Connection } from '../connection.ts'
import {
  demandKept,
  keepFile,
  keepMade,
  putAway,
  renameKept,
  rulesOf,
  switchRule,
} from '../repair/rule-shelf.ts'
import type { Handlers } from './handlers.ts'

type ShelfCommand =
  'listRules' | 'keepRule' | 'renameRule' | 'deleteRule' | 'restoreRule' | 'enableRule' | 'exportRule'

/**
 * The rules that the database keeps.
 *
 * @param connected throws `FailureError` where nothing is connected
 */
export const createRuleShelfHandlers = (
  connected: () => Pick<Connection, 'storage' | 'source'>,
): Handlers<ShelfCommand> => {
  const shelf = () => {
    const { storage, source } = connected()
    return { database: storage.database, event: source.event }
  }
  return {
    listRules: async () => {
      const { database, event } = shelf()
      return rulesOf(database, event)
    },
    keepRule: async ({ from, instead }) => {
      const { database, event } = shelf()
      const kept =
        from.by === 'file'
          ? await keepFile(database, event, { name: from.name, bytes: Buffer.from(from.text, 'utf8') })
          : await keepMade(database, event, from.rule)
      if (instead !== null && instead !== kept.hash) await setRemoved(database, instead, true)
      return kept
    },
    renameRule: async ({ hash, name }) => {
      const { database, event } = shelf()
      return renameKept(database, event, hash, name)
    },
    deleteRule: async ({ hash }) => {
      await putAway(shelf().database, hash, true)
      return null
    },
    restoreRule: async ({ hash }) => {
      await putAway(shelf().database, hash, false)
      return null
    },
    enableRule: async ({ hash, on }) => {
      const { database, event } = shelf()
      return switchRule(database, event, hash, on)
    },
    exportRule: async ({ hash }) => {
      const { name, file } = await demandKept(shelf().database, hash)
      return { how: 'text', name: `${name}.repair.json`, text: file }
    },
  }
}
