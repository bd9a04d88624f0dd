import type { Delivery, Item, KeptRejection } from '../ports.ts'
import type { Prepare } from '../prepare.ts'
import { mendPage, type MendByRule, type Mended } from '../repair/mending.ts'
import { toSending } from '../repair/replay.ts'
import { versionName, type RepairsPort } from '../repair/repairs-port.ts'
import type { Stages } from '../repair/stages.ts'
import type { Seal } from '../seal.ts'
import { steadily, toDelivery } from '../try-again.ts'
import type { Returnable } from './returns-port.ts'

/** A rejected message as it would be sent. */
export interface Candidate extends Delivery {
  readonly rejectedId: string
  readonly version: number
  /** What a rule made of it, which is not stored as a version yet; null for a stored version. */
  readonly mended: Mended | null
}

/** A rule by which messages are mended on their way. */
export interface SendByRule {
  readonly by: MendByRule
  readonly repairs: Pick<RepairsPort, 'known' | 'keep'>
  readonly seal: Seal
  readonly prepare: Prepare
  readonly stages: Stages
}

/** Messages that can be sent, and how many cannot. */
export interface Candidates {
  readonly candidates: readonly Candidate[]
  /** They came from another queue. */
  readonly elsewhere: number
  /** They cannot be opened. */
  readonly unfit: number
}

/**
 * Each message of a page in its newest version.
 *
 * @param queue the name of the queue that they must have come from
 */
export const newestOf = (
  page: readonly KeptRejection[],
  known: ReadonlyMap<string, Returnable>,
  queue: string,
  seal: Pick<Seal, 'open'>,
): Candidates => {
  const own = page.filter(({ id }) => known.get(id)?.queue === queue)
  const candidates = own.flatMap(
    (rejection) => newest(rejection, known.get(rejection.id)?.newest, seal) ?? [],
  )
  return { candidates, elsewhere: page.length - own.length, unfit: own.length - candidates.length }
}

/** Null if it cannot be opened. */
const newest = (
  rejection: KeptRejection,
  last: Returnable['newest'] | undefined,
  seal: Pick<Seal, 'open'>,
): Candidate | null => {
  const delivery = toDelivery(rejection, seal)
  if (delivery === null) return null
  const { id: rejectedId } = rejection
  if (last == null) return { ...delivery, rejectedId, version: 0, mended: null }
  const { version, sealedBody } = last
  try {
    const made = seal.open(versionName(rejection.originId, version), sealedBody)
    // Bytes that were not text count as text once a person or a rule has removed all their replacements.
    return {
      ...delivery,
      ...made,
      isIntact: !made.body.includes('\uFFFD'),
      rejectedId,
      version,
      mended: null,
    }
  } catch {
    return null
  }
}

/** What a rule makes of the messages of a page that it is for. Those that it leaves as they are do not count. */
export const mendedOf = async (
  page: readonly KeptRejection[],
  known: ReadonlyMap<string, Returnable>,
  queue: string,
  { by, repairs, seal }: SendByRule,
): Promise<Candidates> => {
  const { mended } = await mendPage(page, by, { seal, repairs })
  const own = mended.filter(({ rejection: { id } }) => known.get(id)?.queue === queue)
  return {
    candidates: own.map((one) => ({
      ...{ ...one.delivery, rejectedId: one.rejection.id, version: one.version, mended: one },
    })),
    elsewhere: mended.length - own.length,
    unfit: 0,
  }
}

export interface KeptCandidates {
  readonly candidates: readonly Candidate[]
  /** They would be rejected again. */
  readonly stillRejected: number
  /** Someone else has mended, loaded, discarded or erased them meanwhile. */
  readonly taken: number
}

/** Stores what a rule made as versions, if it would pass; what would be rejected again is left as it is. */
export const keepPassing = async (
  some: readonly Candidate[],
  { prepare, repairs, seal, stages }: SendByRule,
  signal: AbortSignal,
): Promise<KeptCandidates> => {
  const passes = new Set(prepare(some).filter(isRow).map(nameOf))
  const passing = some.filter(({ messageId }) => passes.has(messageId))
  const stillRejected = some.length - passing.length
  stages.note(some.length, stillRejected)
  if (stages.stopped() !== null || passing.length === 0) return { candidates: [], stillRejected, taken: 0 }
  const sendings = passing.flatMap(({ mended }) => (mended === null ? [] : [toSending(mended, seal)]))
  const answers = await steadily(() => repairs.keep(sendings), signal)
  const candidates = passing.flatMap((one) => {
    const answer = answers.get(one.rejectedId)
    return answer?.kind === 'sent' ? [{ ...one, version: answer.version }] : []
  })
  return { candidates, stillRejected, taken: passing.length - candidates.length }
}

const isRow = ({ entry }: Item): boolean => entry.kind === 'row'
const nameOf = ({ deliveries: [{ messageId }] }: Item): string => messageId
