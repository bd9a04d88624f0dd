import type { Envelope, EnvelopeKind, Match } from '../../contract/event-definition.ts'
import { readPointer } from '../../contract/field-pointer.ts'
import { gatherPlaces, type SampleMessage } from './gather.ts'
import { guessPlaces, type Guesses } from './guesses.ts'
import { openSample } from './open-sample.ts'
import { findParting, type Parting } from './shapes.ts'

/** What some messages say of their event. It holds names, counts and types, and no value but the words that part events. */
export interface Proposal extends Guesses {
  readonly envelope: Envelope
  readonly wrappings: readonly { readonly kinds: readonly EnvelopeKind[]; readonly count: number }[]
  readonly unreadable: number
  /** Of another event, by the `match` that was asked for. */
  readonly others: number
  readonly parting: Parting | null
}

/**
 * Proposes an event for the bodies of some messages. Pure; never throws, whatever they are.
 *
 * @param match which of them are meant; null for all
 */
export const proposeEvent = (bodies: readonly string[], match: Match | null): Proposal => {
  const { messages, ...opened } = openSample(bodies)
  const meant = match === null ? messages : messages.filter((message) => isMeant(message, match))
  const root = gatherPlaces(meant)
  const guesses = guessPlaces(root, meant.length)
  return {
    ...{ ...guesses, ...opened },
    others: messages.length - meant.length,
    parting: match === null ? findParting(root, guesses.guesses, meant.length) : null,
  }
}

const isMeant = ({ root }: SampleMessage, match: Match): boolean => {
  const place = readPointer(match.pointer)
  if (place?.from !== 'body') return true
  const found = place.path.reduce<SampleMessage['root']['members'][number]['node'] | undefined>(
    (node, name) =>
      node?.kind === 'object' ? node.members.find(({ key }) => key === name)?.node : undefined,
    root,
  )
  return found?.kind === 'string' && match.enum.includes(found.value)
}
