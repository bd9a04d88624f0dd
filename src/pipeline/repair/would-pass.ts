import type { RejectionsPort } from '../ports.ts'
import type { Prepare } from '../prepare.ts'
import type { Seal } from '../seal.ts'
import { steadily, toDelivery } from '../try-again.ts'

export interface WouldPass {
  readonly rejections: Pick<RejectionsPort, 'next'>
  readonly seal: Pick<Seal, 'open'>
  readonly prepare: Prepare
  /** Hears after each page how many messages it had. */
  readonly onLooked?: ((more: number) => void) | undefined
}

/**
 * Judges each original message with a run's judge, page by page, and counts those that pass: what a retry would load.
 * Writes nothing. At the signal it returns what it has counted so far. Rejects with `PortError`.
 */
export const countWouldPass = async (
  { rejections, seal, prepare, onLooked }: WouldPass,
  signal: AbortSignal,
): Promise<{ readonly looked: number; readonly wouldPass: number }> => {
  let looked = 0
  let wouldPass = 0
  for (let afterId = '0'; !signal.aborted;) {
    const page = await steadily(() => rejections.next(afterId), signal)
    const last = page.at(-1)
    if (last === undefined) break
    afterId = last.id
    const items = prepare(page.flatMap((rejection) => toDelivery(rejection, seal) ?? []))
    wouldPass += items.filter(({ entry }) => entry.kind === 'row').length
    looked += page.length
    onLooked?.(page.length)
  }
  return { looked, wouldPass }
}
