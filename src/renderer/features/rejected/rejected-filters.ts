import type { EventDefinition } from '../../../contract/event-definition.ts'
import { fieldTypes } from '../../../contract/field-types.ts'
import { reasonCodes, type ReasonCode } from '../../../contract/reason.ts'
import type { RejectedFilter } from '../../../contract/rejected.ts'

/** What a person chose to see. The run comes from the address, the rest from the view's own controls. */
export interface Chosen extends Pick<
  RejectedFilter,
  'state' | 'investigated' | 'cause' | 'code' | 'messageId' | 'tag' | 'path' | 'definition'
> {
  /** Looked for in covered bodies. */
  readonly text: string | null
  /** A stretch of time, measured from when it was chosen, so that pages and counts speak of the same messages. */
  readonly time: { readonly label: string; readonly since: string } | null
}

export const nothingChosen: Chosen = {
  ...{ state: 'kept', investigated: null, cause: null, code: null, messageId: null },
  ...{ tag: null, path: null, definition: null, text: null, time: null },
}

/** The states that can be chosen. Under investigation is a mark on kept messages, and is chosen like a state. */
export const stateChoices = [
  { value: 'kept', label: 'Kept' },
  { value: 'under-investigation', label: 'Under investigation' },
  { value: 'discarded', label: 'Discarded' },
  { value: 'loaded', label: 'Loaded' },
  { value: 'already-loaded', label: 'Already loaded' },
  { value: 'rejected-again', label: 'Rejected again' },
  { value: 'erased', label: 'Erased' },
  { value: 'all', label: 'All' },
] as const

export type StateChoice = (typeof stateChoices)[number]['value']

export const stateChoiceOf = ({ state, investigated }: Chosen): StateChoice =>
  investigated === true ? 'under-investigation' : state

/** What a choice of states lets through; that of a text from elsewhere, too. */
export const inState = (choice: string | null): Pick<Chosen, 'state' | 'investigated'> => {
  const value = stateChoices.find((one) => one.value === choice)?.value ?? 'kept'
  return value === 'under-investigation'
    ? { state: 'kept', investigated: true }
    : { state: value, investigated: null }
}

/** The filter of the list, without its text, which no filter can look for. */
export const toFilter = ({ time, text: _, ...chosen }: Chosen, runId: string | null): RejectedFilter => ({
  ...chosen,
  since: time?.since ?? null,
  runId: runId !== null && isUuid(runId) ? runId : null,
  until: null,
  among: null,
})

/** The filter of the groups: those beside the picked one stay in sight. */
export const withoutCause = (filter: RejectedFilter): RejectedFilter => ({ ...filter, cause: null })

/** Whether anything but the state narrows the list. */
export const isNarrowed = ({ state: _, ...others }: RejectedFilter): boolean =>
  Object.values(others).some((value) => value !== null)

const codesOfTypes: ReadonlySet<ReasonCode> = new Set(Object.values(fieldTypes).map(({ code }) => code))

/** The reasons that a message of the event can be rejected for: those of types that it has no field of are left out. */
export const reasonsOf = (event: EventDefinition | null): readonly ReasonCode[] => {
  if (event === null) return reasonCodes
  const possible = new Set<ReasonCode>(event.fields.map(({ type }) => fieldTypes[type].code))
  return reasonCodes.filter((code) => possible.has(code) || !codesOfTypes.has(code))
}

/** The address can be typed by hand; what is no run's name is no filter. */
const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(text)

const hour = 3_600_000

/** Stretches of time up to now, in milliseconds. */
export const timeSpans = [
  { label: 'Last hour', ms: hour },
  { label: 'Last 24 hours', ms: 24 * hour },
  { label: 'Last 7 days', ms: 7 * 24 * hour },
  { label: 'Last 30 days', ms: 30 * 24 * hour },
] as const

/** The stretch of this name up to now; null for any other. */
export const timeNamed = (name: string | null): Chosen['time'] => {
  const span = timeSpans.find(({ label }) => label === name)
  return span === undefined
    ? null
    : { label: span.label, since: new Date(Date.now() - span.ms).toISOString() }
}
