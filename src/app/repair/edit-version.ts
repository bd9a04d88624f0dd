import { failure, FailureError } from '../../contract/failure.ts'
import type { EditCheck, MessageEdit } from '../../contract/mending.ts'
import type { ParsedInput } from '../../contract/monitor.ts'
import { compileUnwrap } from '../../pipeline/envelope/unwrap.ts'
import type { MessageAttribute } from '../../pipeline/message-attribute.ts'
import { editFields } from '../../pipeline/repair/edit-fields.ts'
import { isWhole } from '../../pipeline/repair/mending.ts'
import { applyEdits } from '../../pipeline/text-edit.ts'
import { keepOwnVersion } from './mend-one.ts'
import { coverVersion, judgeNow, readClear, type ClearVersion, type MendingBench } from './open-version.ts'

/**
 * What the judge of a run says of an edit. Nothing is written, and of a message that is edited by its fields nothing is shown that
 * its cover hides: what was typed is laid into the covered text, which is not covered again, as another value beside it could then
 * uncover one. Throws `FailureError` with `edit-impossible`, `not-found` or `body-altered`, or `PortError`.
 */
export const checkEdit = async (
  bench: MendingBench,
  { id, version, edit }: ParsedInput<'checkEdit'>,
): Promise<EditCheck> => {
  const clear = await readClear(bench.storage, id, version)
  const { body, attributes, shown } = edited(bench, clear, edit)
  const delivery = { ...clear.delivery, body, attributes, isIntact: isWhole(body) }
  return { reasons: judgeNow(bench, delivery), text: shown }
}

/**
 * Keeps an edit as a version, and answers its number. Throws as `checkEdit` does, and `FailureError` with `settled-meanwhile` or
 * `mended-meanwhile`.
 */
export const keepEdit = async (
  bench: MendingBench,
  { id, version, seen, edit }: ParsedInput<'keepEdit'>,
  by: string,
): Promise<{ readonly version: number }> => {
  const { body, attributes } = edited(bench, await readClear(bench.storage, id, version), edit)
  const kept = { rejectedId: id, seen, base: version, text: body, attributes, by }
  return { version: await keepOwnVersion(bench.storage, kept) }
}

interface Edited {
  readonly body: string
  readonly attributes: readonly MessageAttribute[]
  /** Covered; null for a text that was typed as a whole. */
  readonly shown: string | null
}

const edited = (bench: MendingBench, clear: ClearVersion, edit: MessageEdit): Edited => {
  const { delivery } = clear
  if (edit.by === 'text') return { body: edit.text, attributes: delivery.attributes, shown: null }
  const unwrap = compileUnwrap(bench.event.envelope)
  const masked = bench.event.fields.flatMap(({ mask, pointer }) => (mask === null ? [] : [pointer]))
  const made = editFields(delivery.body, edit.changes, { unwrap, masked, attributes: delivery.attributes })
  if (!made.ok) throw new FailureError(failure('edit-impossible', { why: made.why }))
  const { body, steps, attributes } = made
  // In an envelope an edit may rewrite what lies around it, so that the whole is covered again: there nothing but names is shown.
  const shown =
    unwrap(body).kind === 'bare'
      ? steps.reduce(applyEdits, coverVersion(bench, clear).text)
      : bench.coverOther(body).text
  return { body, attributes, shown }
}
