import type { Match } from '../../contract/event-definition.ts'
import type { Proposal } from '../../contract/event-proposal.ts'
import { gatherPlaces } from './gather.ts'
import { guessPlaces } from './guesses.ts'
import { openSample, type Sampled } from './open-sample.ts'
import { createIsMeant } from './place-counts.ts'
import { findParting } from './parting.ts'
import { findShapes } from './shapes.ts'

/**
 * Proposes an event for some messages. Pure; never throws, whatever they are.
 *
 * @param match which of them are meant; null for all
 */
export const proposeEvent = (sampled: readonly Sampled[], match: Match | null): Proposal => {
  const { messages, ...opened } = openSample(sampled)
  const meant = match === null ? messages : messages.filter(createIsMeant(match))
  const root = gatherPlaces(meant)
  const guesses = guessPlaces(root, meant.length)
  const parting = match === null ? findParting(root, guesses.guesses, meant) : null
  return {
    ...{ ...guesses, ...opened, parting },
    others: messages.length - meant.length,
    shapes: match === null && parting === null ? findShapes(root, guesses.guesses, meant.length) : [],
  }
}
