import { noChoices, type Choices } from '../../src/contract/event-proposal.ts'
import type { Guess } from '../../src/contract/event-proposal.ts'
import type { Made, Proposal } from '../../src/contract/event-proposal.ts'
import { makeDefinition } from '../../src/pipeline/infer/make-definition.ts'
import { proposeEvent } from '../../src/pipeline/infer/propose-event.ts'

/** Made-up bodies. */
export const many = (count: number, make: (index: number) => unknown): readonly string[] =>
  Array.from({ length: count }, (_, index) => JSON.stringify(make(index)))

/** Their proposal. */
export const propose = (count: number, make: (index: number) => unknown): Proposal =>
  proposeEvent(many(count, make), null)

/** The proposal for one place. */
export const guessOf = (proposal: Proposal, pointer: string): Guess => {
  const found = proposal.guesses.find((guess) => guess.pointer === pointer)
  if (found === undefined) throw new Error(`no ${pointer}`)
  return found
}

/** A proposal's definition, after some choices. */
export const made = (proposal: Proposal, choices: Partial<Choices> = {}): Made =>
  makeDefinition(
    { ...proposal, name: 'made-up', match: null, hasUnnamed: proposal.unnamed.length > 0 },
    { ...noChoices, ...choices },
  )
