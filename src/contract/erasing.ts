import { formatCount } from './amount.ts'
import { z } from 'zod'
import { id } from './input.ts'
import { rejectedInputs } from './rejected.ts'

const { which } = rejectedInputs.retryRejected.shape

export const erasingInputs = {
  /** What erasing the chosen rejected messages would take. Changes nothing. */
  countErasable: z.strictObject({ which }),
  /**
   * Erases the text of rejected messages permanently: the original and every version made of it. Ids, times and
   * reasons stay. What was rejected after `upTo` is left out, as nobody was asked about it.
   */
  eraseRejected: z.strictObject({ which, upTo: id }),
} as const

/** What would be erased. */
export interface Erasable {
  readonly messages: number
  /** How many of them still wait for someone to look at them. */
  readonly kept: number
  /** The newest rejected message at this moment; null if there is none. */
  readonly upTo: string | null
}

export interface Erased {
  readonly erased: number
}

export interface ErasingOutputs {
  readonly countErasable: Erasable
  readonly eraseRejected: Erased
}

/** Says what erasing would remove and what stays. */
export const describeErasable = ({ messages, kept }: Erasable): string => {
  if (messages === 0) return 'There is nothing to erase.'
  const isOne = messages === 1
  const texts = isOne
    ? 'The text of 1 message and every version made of it'
    : `The texts of ${formatCount(messages)} messages and every version made of them`
  const those = isOne ? 'it' : kept === messages ? 'them' : `${formatCount(kept)} of them`
  const waiting = kept === 0 ? '' : ` Nothing has been decided about ${those} yet.`
  return `${texts} will be erased for good.${waiting} Ids, times and reasons stay.`
}

/** Takes the place of the text. */
export const erasedText = 'The text of this message was erased for good.'

export const describeErased = ({ erased }: Erased): string =>
  erased === 1 ? '1 rejected message erased' : `${formatCount(erased)} rejected messages erased`
