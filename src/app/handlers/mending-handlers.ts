import { whoWorks } from '../../adapters/postgres/audit.ts'
import { readHistoryOf } from '../../adapters/postgres/repair-history.ts'
import { takeBack } from '../../adapters/postgres/take-back.ts'
import type { MendingOutputs } from '../../contract/mending.ts'
import type { Connection } from '../connection.ts'
import { checkEdit, keepEdit } from '../repair/edit-version.ts'
import { openVersion, type MendingBench } from '../repair/open-version.ts'
import { sendOwnVersion } from '../repair/send-own.ts'
import { nameOfDatabase } from '../run-circumstances.ts'
import type { RunControl } from '../run-control.ts'
import type { ReadingRules } from '../run-rules.ts'
import type { Handlers } from './handlers.ts'

/**
 * @param connected throws `FailureError` if nothing is connected
 * @param rulesNow how messages are judged, read each time
 */
export const createMendingHandlers = (
  connected: () => Connection,
  runs: Pick<RunControl, 'occupy'>,
  rulesNow: () => ReadingRules,
): Handlers<keyof MendingOutputs> => {
  const bench = (): MendingBench => {
    const { storage, source, cover, coverOther } = connected()
    return { storage, event: source.event, cover, coverOther, rules: rulesNow() }
  }
  const database = () => connected().storage.database
  return {
    listVersions: async ({ id }) => readHistoryOf(database(), id),
    openVersion: async (input) => openVersion(bench(), input),
    checkEdit: async (input) => checkEdit(bench(), input),
    keepEdit: async (input) => keepEdit(bench(), input, whoWorks()),
    undoEdit: async ({ id, version }) => {
      await takeBack(database(), { rejectedId: id, version, by: whoWorks() })
      return readHistoryOf(database(), id)
    },
    sendEdit: async (input) => {
      const { storage, source } = connected()
      const { event } = source
      return runs.occupy((runId, rules, signal) => {
        const request = { storage, event, rules, database: nameOfDatabase(source.database), by: whoWorks() }
        return sendOwnVersion(request, input, runId, signal)
      })
    },
  }
}
