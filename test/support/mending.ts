import { changeState } from '../../src/adapters/postgres/rejected-state.ts'
import { readHistoryOf } from '../../src/adapters/postgres/repair-history.ts'
import { takeBack } from '../../src/adapters/postgres/take-back.ts'
import { checkEdit, keepEdit } from '../../src/app/repair/edit-version.ts'
import { openVersion, type MendingBench } from '../../src/app/repair/open-version.ts'
import { sendOwnVersion } from '../../src/app/repair/send-own.ts'
import { coversOf } from '../../src/app/show-rejected.ts'
import { logins } from '../../src/contract/logins.ts'
import type { FieldChange, MessageEdit } from '../../src/contract/mending.ts'
import { versionName } from '../../src/pipeline/repair/repairs-port.ts'
import { wrongLogin, type RepairBench } from './repair-bench.ts'

const signal = new AbortController().signal

export const fields = (...changes: FieldChange[]): MessageEdit => ({ by: 'fields', changes })
export const whole = (text: string): MessageEdit => ({ by: 'text', text })

/** The rule that mends a login with an invalid address. */
export const right = fields({ at: '/ip', value: '"203.0.113.1"' })

/** The repair and the judge of logins. */
export const mendingOf = ({ storage }: RepairBench): MendingBench => ({
  ...{ storage, event: logins, rules: { allowUnknownFields: false } },
  ...coversOf(logins),
})

/** A rejected message, and a person's edits of it. */
export const rejectOne = async (bench: RepairBench, body: string) => {
  const mending = mendingOf(bench)
  await bench.reject([wrongLogin('m', body)])
  const id = await bench.rejectedId('m')
  return {
    id,
    open: (version: number | null = null, why: string | null = null) =>
      openVersion(mending, { id, version, uncover: why === null ? null : { why } }),
    check: (edit: MessageEdit, version = 0) => checkEdit(mending, { id, version, edit }),
    keep: async (edit: MessageEdit, version = 0, seen = version) =>
      (await keepEdit(mending, { id, version, seen, edit }, 'ann')).version,
    undo: (version: number, by = 'ann') => takeBack(bench.storage.database, { rejectedId: id, version, by }),
    send: (version: number) =>
      sendOwnVersion(bench.request({ by: 'ann' }), { id, version }, crypto.randomUUID(), signal),
    versions: async () => (await readHistoryOf(bench.storage.database, id)).versions,
    discard: () => changeState(bench.storage.database, { by: 'ids', ids: [id] }, 'discarded', null),
    /** The text of a version as it is sealed. */
    textOf: async (version: number) => {
      const [row] = await bench.test.query<{ body: Buffer }>(
        'select sealed_body as body from sluice.repairs where rejected_id = $1 and version = $2',
        [id, version],
      )
      return bench.storage.seal.open(versionName('m', version), row?.body ?? Buffer.of()).body
    },
  }
}

export type RejectedOne = Awaited<ReturnType<typeof rejectOne>>
