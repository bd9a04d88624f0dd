import { describeFailure } from '../../contract/failure.ts'
import type { NeighbourName } from '../../contract/neighbours.ts'
import { assertNever } from '../../contract/result.ts'
import type { Lack } from './answer.ts'
import { isolated } from '../../contract/visible.ts'

/** The neighbours' names within a sentence. */
export const sideNames: Readonly<Record<NeighbourName, string>> = { queue: 'queue', database: 'database' }

/** Why something is unknown now, in a few words without a full stop. */
export const lackWords = (lack: Lack): string => {
  switch (lack.why) {
    case 'lost':
      return 'Sluice does not answer'
    case 'connecting':
      return 'the connection is being made'
    case 'failed':
      return 'there is no connection'
    case 'away':
      return lack.neighbour.state === 'restarting'
        ? `the ${sideNames[lack.which]} is being started again`
        : `the ${sideNames[lack.which]} does not answer`
    case 'error':
      return 'it could not be read again'
    default:
      return assertNever(lack)
  }
}

/** The failure behind it, for `Sentence`, if nothing else on the screen reports it. */
export const lackSentence = (lack: Lack): string | null =>
  lack.why === 'error' ? describeFailure(lack.failure, isolated).sentence : null
