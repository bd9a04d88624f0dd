import { causePartsOf } from '../../contract/cause.ts'
import type { EventDefinition } from '../../contract/event-definition.ts'
import type { Judged } from '../../contract/event-editing.ts'
import { compileJudge } from '../judge.ts'
import { createMask } from '../mask.ts'
import type { Delivery } from '../ports.ts'

/** How many reasons are counted separately; hostile messages could have a new name each. */
const mostReasons = 50

/**
 * Counts which messages would pass, and by code and pointer why the others would not. Masks are computed and thrown
 * away.
 */
export const judgeSample = (
  messages: readonly Delivery[],
  event: EventDefinition,
): Pick<Judged, 'passed' | 'reasons'> => {
  const judge = compileJudge(event, createMask(new Uint8Array(32).fill(1)))
  const counts = new Map<
    string,
    { code: Judged['reasons'][number]['code']; pointer: string; count: number }
  >()
  let passed = 0
  for (const message of messages) {
    const { reading } = judge(message)
    if (reading.ok) {
      passed += 1
      continue
    }
    for (const [key, { code, pointer }] of causePartsOf(reading.reasons)) {
      const there = counts.get(key) ?? { code, pointer, count: 0 }
      there.count += 1
      counts.set(key, there)
    }
  }
  const reasons = [...counts.values()].toSorted((one, other) => other.count - one.count).slice(0, mostReasons)
  return { passed, reasons }
}
