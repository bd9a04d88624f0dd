import { causePartsOf } from '../../contract/cause.ts'
import type { Reason } from '../../contract/reason.ts'
import type { RejectionsPort } from '../ports.ts'
import type { Prepare } from '../prepare.ts'
import type { Seal } from '../seal.ts'
import { steadily } from '../try-again.ts'
import { mendPage, type MendBy } from './mending.ts'
import type { RepairsPort } from './repairs-port.ts'

export interface Preview {
  readonly by: MendBy
  readonly rejections: Pick<RejectionsPort, 'next' | 'loaded'>
  readonly repairs: Pick<RepairsPort, 'known'>
  readonly seal: Pick<Seal, 'open'>
  readonly prepare: Prepare
  readonly mostSends: number
  /** Hears after each page how many messages it had. */
  readonly onLooked?: ((more: number) => void) | undefined
}

/** What a replay would do. */
export interface PreviewCounts {
  /** How many it is meant for. */
  readonly meant: number
  /** Those that the rule changes; only they would be sent. */
  readonly changed: number
  readonly wouldPass: number
  /** Of those that would pass: their event is loaded, or another of them loads it, so they make no row. */
  readonly alreadyLoaded: number
  readonly wouldFail: number
  /** See `ReplayTally`. */
  readonly capped: number
  /** Why the rest would still fail, each reason with its number of messages, most frequent first. */
  readonly reasons: readonly StillReason[]
}

export type StillReason = Pick<Reason, 'code' | 'pointer'> & { readonly count: number }

/** The most reasons that are listed; senders could invent pointers without end. */
const mostReasons = 100

/**
 * Mends all messages in memory, page by page, judges each with the real judge, and writes nothing. Rejects with
 * `PortError`.
 */
export const previewRepair = async (
  { by, rejections, repairs, seal, prepare, mostSends, onLooked }: Preview,
  signal: AbortSignal,
): Promise<PreviewCounts> => {
  const counts = { meant: 0, changed: 0, wouldPass: 0, alreadyLoaded: 0, wouldFail: 0, capped: 0 }
  const reasons = new Map<string, StillReason>()
  const sends = new Map<string, number>()
  const loading = new Set<string>()
  for (let afterId = '0'; !signal.aborted;) {
    const page = await steadily(() => rejections.next(afterId), signal)
    const last = page.at(-1)
    if (last === undefined) break
    afterId = last.id
    const { meant, mended } = await steadily(() => mendPage(page, by, { seal, repairs }), signal)
    counts.meant += meant
    counts.changed += mended.length
    const allowed = mended.filter(({ rejection: { originId }, sends: before }) => {
      if (by.kind !== 'rule') return true
      const more = sends.get(originId) ?? 0
      if (before + more >= mostSends) return false
      sends.set(originId, more + 1)
      return true
    })
    counts.capped += mended.length - allowed.length
    const passing: string[] = []
    for (const { entry, deliveries } of prepare(allowed.map(({ delivery }) => delivery))) {
      if (entry.kind === 'row') passing.push(deliveries[0].originId)
      else {
        counts.wouldFail += 1
        addReasons(reasons, entry.reasons)
      }
    }
    const loaded = await steadily(() => rejections.loaded(passing), signal)
    counts.wouldPass += passing.length
    for (const origin of passing) {
      if (loaded.has(origin) || loading.has(origin)) counts.alreadyLoaded += 1
      loading.add(origin)
    }
    onLooked?.(page.length)
  }
  return {
    ...counts,
    reasons: [...reasons.values()].toSorted((one, other) => other.count - one.count).slice(0, mostReasons),
  }
}

const addReasons = (known: Map<string, StillReason>, reasons: readonly Reason[]): void => {
  for (const [key, { code, pointer }] of causePartsOf(reasons)) {
    const before = known.get(key)
    if (before !== undefined || known.size < mostKinds)
      known.set(key, { code, pointer, count: (before?.count ?? 0) + 1 })
  }
}

/** The most kinds of reasons that are counted separately, so that memory is bounded. */
const mostKinds = 10_000
