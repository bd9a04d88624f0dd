import type { Match } from '../../contract/event-definition.ts'
import type { Proposal } from '../../contract/event-proposal.ts'
import { readPointer } from '../../contract/field-pointer.ts'
import { gatherPlaces, type SampleMessage } from './gather.ts'
import { guessPlaces } from './guesses.ts'
import { openSample } from './open-sample.ts'
import { findParting } from './shapes.ts'

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
