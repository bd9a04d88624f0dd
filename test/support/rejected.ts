import { rejectedInputs } from '../../src/contract/rejected.ts'
import type { CommandInput, ParsedInput } from '../../src/contract/monitor.ts'

/** A request for the list, with defaults for what a test does not care about. */
export const listOf = (input: CommandInput<'listRejected'> = {}): ParsedInput<'listRejected'> =>
  rejectedInputs.listRejected.parse(input)

export const causesOf = (input: CommandInput<'listCauses'> = {}): ParsedInput<'listCauses'> =>
  rejectedInputs.listCauses.parse(input)

/** All messages that match a filter, as an action takes them. */
export const filterOf = (
  filter: CommandInput<'listRejected'>['filter'],
): ParsedInput<'restoreRejected'>['which'] => ({ by: 'filter', filter: listOf({ filter }).filter })
