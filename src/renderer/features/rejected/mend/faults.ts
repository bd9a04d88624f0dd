import type { MendingPlace } from '../../../../contract/mending.ts'
import type { Reason } from '../../../../contract/reason.ts'
import { keyOf, type TypedValues } from './typed.ts'

/** What is wrong with a message, by the place where it can be mended. */
export interface PlacedFaults {
  readonly at: (place: MendingPlace) => readonly Reason[]
  /** Faults that belong to no single place. */
  readonly others: readonly Reason[]
}

/**
 * Assigns the faults of an edit to the places of the version being edited. An unexpected name has no pointer of its
 * own and moves with every edit before it, so it keeps the fault that it had until it is removed or renamed.
 */
export const placeFaults = (
  places: readonly MendingPlace[],
  now: readonly Reason[],
  typed: TypedValues,
): PlacedFaults => {
  const named = now.filter((reason) => !isOfName(reason))
  const pointers = new Set(places.flatMap(({ state, pointer }) => (state === 'extra' ? [] : [pointer])))
  return {
    at: (place) => {
      if (place.state !== 'extra') return named.filter(({ pointer }) => pointer === place.pointer)
      return place.fault === null || typed.has(keyOf(place.at)) ? [] : [place.fault]
    },
    others: named.filter(({ pointer }) => !pointers.has(pointer)),
  }
}

const isOfName = ({ code }: Reason): boolean => code === 'unknown-field' || code === 'duplicate-key'

/** Places with a fault first, as those need work. */
export const inOrder = (
  places: readonly MendingPlace[],
  isFaulty: (place: MendingPlace) => boolean,
): readonly MendingPlace[] => [...places.filter(isFaulty), ...places.filter((place) => !isFaulty(place))]
