import type { EventDefinition } from '../../../contract/event-definition.ts'
import { fieldTypes } from '../../../contract/field-types.ts'
import { reasonCodes, type ReasonCode } from '../../../contract/reason.ts'
import { rejectedStates, type RejectedFilter, type RejectedState } from '../../../contract/rejected.ts'
import { capital, rejectedStateNames, underInvestigation } from '../../../contract/rejected-words.ts'

/** The filters that a person chose. The run comes from the address, the rest from the view's controls. */
export interface Chosen extends Pick<
  RejectedFilter,
  'state' | 'investigated' | 'cause' | 'code' | 'messageId' | 'tag' | 'path' | 'definition'
> {
  /** Searched for in covered bodies. */
  readonly text: string | null
  /** A period of time, measured from when it was chosen, so that pages and counts cover the same messages. */
  readonly time: { readonly label: string; readonly since: string } | null
}

export const nothingChosen: Chosen = {
  ...{ state: 'kept', investigated: null, cause: null, code: null, messageId: null },
  ...{ tag: null, path: null, definition: null, text: null, time: null },
}

/** The states that can be chosen. Under investigation is a mark on kept messages, chosen like a state. */
export type StateChoice = RejectedState | 'under-investigation' | 'all'

const choiceOf = (state: RejectedState) => ({ value: state, label: capital(rejectedStateNames[state]) })

export const stateChoices: readonly { readonly value: StateChoice; readonly label: string }[] = [
  choiceOf('kept'),
  { value: 'under-investigation', label: capital(underInvestigation) },
  ...rejectedStates.filter((state) => state !== 'kept').map(choiceOf),
  { value: 'all', label: 'All' },
]

export const stateChoiceOf = ({ state, investigated }: Chosen): StateChoice =>
  investigated === true ? 'under-investigation' : state

/** The filter for a choice of state; also accepts text from elsewhere. */
export const inState = (choice: string | null): Pick<Chosen, 'state' | 'investigated'> => {
  const value = stateChoices.find((one) => one.value === choice)?.value ?? 'kept'
  return value === 'under-investigation'
    ? { state: 'kept', investigated: true }
    : { state: value, investigated: null }
}

/** The filter of the list, without its text, which no filter can search for. */
export const toFilter = ({ time, text: _, ...chosen }: Chosen, runId: string | null): RejectedFilter => ({
  ...chosen,
  since: time?.since ?? null,
  runId: runId !== null && isUuid(runId) ? runId : null,
  until: null,
  among: null,
})

/** The filter of the groups: the others stay visible beside the picked one. */
export const withoutCause = (filter: RejectedFilter): RejectedFilter => ({ ...filter, cause: null })

/** Whether anything but the state narrows the list. */
export const isNarrowed = ({ state: _, ...others }: RejectedFilter): boolean =>
  Object.values(others).some((value) => value !== null)

const codesOfTypes: ReadonlySet<ReasonCode> = new Set(Object.values(fieldTypes).map(({ code }) => code))

/** The reasons for which a message of the event can be rejected, without those of types that none of its fields has. */
export const reasonsOf = (event: EventDefinition | null): readonly ReasonCode[] => {
  if (event === null) return reasonCodes
  const possible = new Set<ReasonCode>(event.fields.map(({ type }) => fieldTypes[type].code))
  return reasonCodes.filter((code) => possible.has(code) || !codesOfTypes.has(code))
}

/** The address can be typed by hand; anything but a run id is ignored. */
const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(text)

const hour = 3_600_000

/** Periods up to now, in milliseconds. */
export const timeSpans = [
  { label: 'Last hour', ms: hour },
  { label: 'Last 24 hours', ms: 24 * hour },
  { label: 'Last 7 days', ms: 7 * 24 * hour },
  { label: 'Last 30 days', ms: 30 * 24 * hour },
] as const

/** The period of this name up to now; null for any other name. */
export const timeNamed = (name: string | null): Chosen['time'] => {
  const span = timeSpans.find(({ label }) => label === name)
  return span === undefined
    ? null
    : { label: span.label, since: new Date(Date.now() - span.ms).toISOString() }
}
