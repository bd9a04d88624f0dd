import { z } from 'zod'
import { isReasonCode } from '../../../contract/reason.ts'
import { longestSavedName, readSaved } from '../../state/saved.ts'
import { inState, nothingChosen, stateChoiceOf, timeNamed, type Chosen } from './rejected-filters.ts'

/** A named choice of filters. Its period ends at the moment it is used. */
export interface SavedFilter {
  readonly name: string
  readonly state: string
  readonly time: string | null
  readonly cause: string | null
  readonly code: string | null
  readonly messageId: string | null
  readonly tag: string | null
  readonly path: string | null
  readonly definition: string | null
  readonly text: string | null
}

/** The key under which the window stores an event's filters. */
export const filtersKey = (event: string): string => `sluice-rejected-filters-${event}`

const value = z.string().min(1).max(1_000).nullable().catch(null)

const stored = z.array(
  z.object({
    name: z.string().min(1).max(longestSavedName),
    state: z.string().max(40),
    ...{ time: value, cause: value, code: value, messageId: value },
    ...{ tag: value, path: value, definition: value, text: value },
  }),
)

/** The stored filters; empty if the text is not a list of filters. */
export const readFilters = (text: string | null): readonly SavedFilter[] =>
  readSaved(text, (list) => stored.parse(list))

/** The current choice under a name; its period is stored by name, so that it ends when it is used. */
export const savedFilter = (name: string, chosen: Chosen): SavedFilter => {
  const { cause, code, messageId, tag, path, definition, text, time } = chosen
  const rest = { cause, code, messageId, tag, path, definition, text }
  return { name, state: stateChoiceOf(chosen), time: time?.label ?? null, ...rest }
}

/** The current choice that a saved filter stands for. */
export const chosenBy = ({ name: _, state, time, code, ...rest }: SavedFilter): Chosen => ({
  ...nothingChosen,
  ...rest,
  ...inState(state),
  code: code !== null && isReasonCode(code) ? code : null,
  time: timeNamed(time),
})
