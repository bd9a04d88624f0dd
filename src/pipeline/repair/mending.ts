import type { RepairWhere } from '../../contract/repair-rule.ts'
import type { Delivery, KeptRejection } from '../ports.ts'
import type { Seal, SealedMessage } from '../seal.ts'
import { toDelivery } from '../try-again.ts'
import type { Repair } from './repair.ts'
import { versionName, type KnownVersions, type RepairsPort } from './repairs-port.ts'

/** The source of mended versions: a rule, people's edits, or one version that a person made. */
export type MendBy =
  | MendByRule
  | { readonly kind: 'drafts' }
  | { readonly kind: 'version'; readonly version: number; readonly made: SealedMessage }

export interface MendByRule {
  readonly kind: 'rule'
  readonly where: RepairWhere
  readonly repair: Repair
}

/** A message as it would be sent. */
export interface Mended {
  readonly rejection: KeptRejection
  readonly delivery: Delivery
  /** The number of the version, and of the one it was made from. */
  readonly version: number
  readonly base: number
  /** How often rules have sent its origin before. */
  readonly sends: number
}

export interface MendedPage {
  /** How many the rule is for. */
  readonly meant: number
  /** Those that it changes. */
  readonly mended: readonly Mended[]
}

/**
 * Mends a page of messages in memory. A rule starts from a person's unsent version, or else from the original, never
 * from another rule's version that was rejected again.
 */
export const mendPage = async (
  page: readonly KeptRejection[],
  by: MendBy,
  { seal, repairs }: { readonly seal: Pick<Seal, 'open'>; readonly repairs: Pick<RepairsPort, 'known'> },
): Promise<MendedPage> => {
  const meant = by.kind === 'rule' ? page.filter((rejection) => isMeant(rejection, by.where)) : page
  if (meant.length === 0) return { meant: 0, mended: [] }
  const known = await repairs.known(meant.map(({ id }) => id))
  const mended = meant.flatMap((rejection) => {
    const versions = known.get(rejection.id)
    const delivery = toDelivery(rejection, seal)
    return versions === undefined || delivery === null
      ? []
      : (mendOne({ ...{ rejection, delivery, versions }, seal, by }) ?? [])
  })
  return { meant: meant.length, mended }
}

/** Code and pointer belong to the same reason. */
export const isMeant = (
  { reasons, cause }: Pick<KeptRejection, 'reasons' | 'cause'>,
  where: RepairWhere,
): boolean =>
  (where.cause === null || where.cause === cause) &&
  ((where.code === null && where.pointer === null) ||
    reasons.some(
      ({ code, pointer }) =>
        (where.code === null || where.code === code) && (where.pointer === null || where.pointer === pointer),
    ))

interface Mending {
  readonly rejection: KeptRejection
  readonly delivery: Delivery
  readonly versions: KnownVersions
  readonly seal: Pick<Seal, 'open'>
  readonly by: MendBy
}

const mendOne = ({ rejection, delivery, versions, seal, by }: Mending): Mended | null => {
  const { draft, newest, sends } = versions
  if (by.kind === 'version') {
    const { version, made } = by
    return { rejection, version, base: version, sends, delivery: deliveryOf(delivery, made) }
  }
  const drafted = draft === null ? null : openDraft(rejection.originId, draft, seal)
  if (by.kind === 'drafts') {
    if (draft === null || drafted === null) return null
    const version = draft.version
    return { rejection, version, base: version, sends, delivery: deliveryOf(delivery, drafted) }
  }
  const from = drafted === null ? delivery : deliveryOf(delivery, drafted)
  const body = by.repair(from.body)
  if (body === null) return null
  const base = drafted === null ? 0 : (draft?.version ?? 0)
  return { rejection, delivery: { ...from, body }, version: newest + 1, base, sends }
}

/** A message as a person made it. */
const deliveryOf = (delivery: Delivery, made: SealedMessage): Delivery => ({
  ...{ ...delivery, ...made, isIntact: isWhole(made.body) },
})

const openDraft = (
  originId: string,
  { version, sealedBody }: NonNullable<KnownVersions['draft']>,
  seal: Pick<Seal, 'open'>,
): SealedMessage | null => {
  try {
    return seal.open(versionName(originId, version), sealedBody)
  } catch {
    return null
  }
}

/** Bytes that were not text count as text once a person has removed all their replacements. */
export const isWhole = (text: string): boolean => !text.includes('\uFFFD')
