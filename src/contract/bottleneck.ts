import type { Bottleneck, Depth } from './events.ts'
import type { RunView } from './run-view.ts'

/**
 * The bottleneck, if it is worth showing now. A run that cannot work waits for something else, and an empty queue
 * holds nothing up.
 */
export const bottleneckNow = (
  { bottleneck, phase, end }: Pick<RunView, 'bottleneck' | 'phase' | 'end'>,
  depth: Pick<Depth, 'visible'> | null,
): Bottleneck | null => {
  if (end !== null || phase.name !== 'receiving') return null
  return bottleneck === 'queue' && (depth?.visible ?? 0) === 0 ? null : bottleneck
}
