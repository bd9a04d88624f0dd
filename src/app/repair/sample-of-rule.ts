import { getRejected } from '../../adapters/postgres/rejected.ts'
import type { RejectedSelection } from '../../contract/rejected.ts'
import type { RepairRule } from '../../contract/repair-rule.ts'
import type { RuleSample } from '../../contract/rules.ts'
import type { KeptRejection } from '../../pipeline/ports.ts'
import { diffTexts, showDiff } from '../../pipeline/repair/diff.ts'
import { isMeant, mendPage } from '../../pipeline/repair/mending.ts'
import { versionName } from '../../pipeline/repair/repairs-port.ts'
import { toDelivery } from '../../pipeline/try-again.ts'
import type { Connection } from '../connection.ts'
import { prepareRejected } from '../retry-rejected.ts'
import { nameOfEvent } from '../run-circumstances.ts'
import type { ReadingRules } from '../run-rules.ts'
import { mendByRule } from './bench.ts'

/** Pages of messages in which one is looked for that the rule is for. */
const mostPages = 20

export interface SampleRequest {
  readonly rule: RepairRule
  readonly which: RejectedSelection
  /** The message before it; null for the first. */
  readonly after: string | null
}

/**
 * What a rule makes of one of the chosen messages, and whether that would pass. Both texts are covered, and what both have is shown as
 * the one that came has it. Keeps and writes nothing. Null if there is no such message. Throws `FailureError` with
 * `repair-rule-unusable`, or `PortError`.
 */
export const sampleOfRule = async (
  { storage, source, cover, coverOther }: Pick<Connection, 'storage' | 'source' | 'cover' | 'coverOther'>,
  rules: ReadingRules,
  { rule, which, after }: SampleRequest,
): Promise<RuleSample | null> => {
  const { database, seal } = storage
  const by = mendByRule(rule, source.event)
  const found = await findMeant(storage.rejections(which), after, (one) => isMeant(one, rule.where))
  const delivery = found === null ? null : toDelivery(found, seal)
  if (found === null || delivery === null) return null
  const { id, messageId } = found
  const repairs = storage.repairs({ ruleId: null, by: '', mostSends: 0 })
  const [{ event }, { mended }, known] = await Promise.all([
    getRejected(database, id),
    mendPage([found], by, { seal, repairs }),
    repairs.known([id]),
  ])
  const show = event === null || event === nameOfEvent(source.event) ? cover : coverOther
  const [made] = mended
  // A rule starts from what a person has made of it and not sent.
  const draft = known.get(id)?.draft ?? null
  const before =
    draft === null
      ? delivery.body
      : seal.open(versionName(found.originId, draft.version), draft.sealedBody).body
  const mendedBody = made?.delivery.body ?? before
  const parts = showDiff(diffTexts(before, mendedBody), show(before).text, show(mendedBody).text)
  if (made === undefined) return { id, messageId, isChanged: false, parts, reasons: null }
  const [item] = prepareRejected({ storage, event: source.event, rules })([made.delivery])
  const reasons = item?.entry.kind === 'rejected' ? item.entry.reasons : []
  return {
    id,
    messageId,
    isChanged: true,
    parts,
    reasons: reasons.map(({ code, pointer }) => ({ code, pointer })),
  }
}

const findMeant = async (
  rejections: { readonly next: (afterId: string) => Promise<readonly KeptRejection[]> },
  after: string | null,
  isFor: (rejection: KeptRejection) => boolean,
): Promise<KeptRejection | null> => {
  let afterId = after ?? '0'
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await rejections.next(afterId)
    const found = page.find(isFor)
    if (found !== undefined) return found
    const last = page.at(-1)
    if (last === undefined) return null
    afterId = last.id
  }
  return null
}
