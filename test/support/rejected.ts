import { rejectedInputs } from '../../src/contract/rejected.ts'
import type { CommandInput, ParsedInput } from '../../src/contract/monitor.ts'

/** What is asked of the list where a test says only what it cares for. */
export const listOf = (input: CommandInput<'listRejected'> = {}): ParsedInput<'listRejected'> =>
  rejectedInputs.listRejected.parse(input)

export const causesOf = (input: CommandInput<'listCauses'> = {}): ParsedInput<'listCauses'> =>
  rejectedInputs.listCauses.parse(input)

/** Everything that a filter lets through, as an action takes it. */
export const filterOf = (
  filter: CommandInput<'listRejected'>['filter'],
): ParsedInput<'restoreRejected'>['which'] => ({ by: 'filter', filter: listOf({ filter }).filter })
