import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { EventPlace } from '../../../contract/event-editing.ts'
import { logins } from '../../../contract/logins.ts'
import { valueOf } from '../../state/answer.ts'
import { useCommand } from '../../state/commands.ts'
import { editEvent } from '../../state/event-editing.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { SaidText } from '../../ui/sender-text.tsx'
import segmented from '../../ui/segmented.module.css'
import { EventFields } from './event-fields.tsx'
import classes from './event-part.module.css'
import form from './form.module.css'
import { inputParts } from './input-parts.ts'
import { useEventLook } from './use-event-look.ts'

interface Props {
  /** The path of the definition; null for the built-in logins. */
  readonly path: string | null
  /** What is wrong with it, one line each. */
  readonly mistake: string | undefined
  /** Whether the command line or the environment sets the event. */
  readonly isGiven: boolean
  /** The connection whose messages can be looked at; null if they cannot, as of the built-in one when it is not in use. */
  readonly place: EventPlace | null
  readonly onChange: (path: string | null) => void
}

/** The event of a connection: the definition's file, and its content. */
export const EventPart = ({ path, mistake, isGiven, place, onChange }: Props) => {
  const [typing, setTyping] = useState(false)
  const { answer } = useEventLook(typing ? null : path)
  const found = valueOf(answer)
  const lack = answer.state === 'stale' || answer.state === 'failed' ? answer.lack : null
  const mistakes = mistake?.split('\n') ?? (found === null || found.readable ? [] : found.mistakes)
  const shown = path === null ? logins : found?.readable === true ? found.event : null
  return (
    <div className={form.part}>
      <h2>Event</h2>
      {isGiven && (
        <p className={classes.note} role="note">
          <strong>The event comes from the command line or the environment.</strong> What is chosen here is
          not in use.
        </p>
      )}
      <SegmentedControl
        size="xs"
        aria-label="Event"
        classNames={segmented}
        className={classes.choice}
        value={path === null ? 'built-in' : 'file'}
        onChange={(kind) => onChange(kind === 'file' ? '' : null)}
        data={[
          { value: 'built-in', label: 'Login events (built in)' },
          { value: 'file', label: 'From a file…' },
        ]}
      />
      {path !== null && (
        <EventPath path={path} mistakes={mistakes} onTyping={setTyping} onChange={onChange} />
      )}
      {place !== null && (
        <div className={classes.ways}>
          <Button
            variant="default"
            onClick={() => editEvent({ kind: 'typed', place, path: null, onSaved: onChange })}
          >
            New event…
          </Button>
          {path !== null && found?.readable === true && (
            <Button
              variant="default"
              onClick={() => editEvent({ kind: 'typed', place, path, onSaved: onChange })}
            >
              Edit fields…
            </Button>
          )}
        </div>
      )}
      {lack?.why === 'error' && <FailureNotice failure={lack.failure} />}
      {shown !== null && <EventFields event={shown} />}
    </div>
  )
}

interface PathProps {
  readonly path: string
  readonly mistakes: readonly string[]
  /** A half-typed path is not used yet. */
  readonly onTyping: (typing: boolean) => void
  readonly onChange: (path: string) => void
}

const EventPath = ({ path, mistakes, onTyping, onChange }: PathProps) => {
  const choose = useCommand('chooseEvent')
  const ask = () =>
    choose.mutate({}, { onSuccess: ({ path: chosen }) => chosen !== null && onChange(chosen) })
  return (
    <div className={classes.path}>
      <TextInput
        {...inputParts}
        label="Definition of the event"
        description={mistakes.length === 0 ? hint : null}
        placeholder="/home/me/sign-ups.event.json"
        spellCheck={false}
        autoComplete="off"
        maxLength={2_000}
        value={path}
        error={mistakes.length === 0 ? null : <Mistakes of={mistakes} />}
        onChange={(event) => {
          onTyping(true)
          onChange(event.currentTarget.value)
        }}
        onBlur={() => onTyping(false)}
      />
      {hasBox && (
        <Button variant="default" loading={choose.isPending} onClick={ask}>
          Choose…
        </Button>
      )}
    </div>
  )
}

/** In a browser, the file is on the machine that Sluice runs on, which the browser's file dialog does not show. */
const hasBox = window.sluice !== undefined

const hint = hasBox
  ? 'A file NAME.event.json. It is read each time that Sluice connects.'
  : 'The whole path of a file NAME.event.json, on the computer that Sluice runs on. It is read at each connect.'

const Mistakes = ({ of }: { readonly of: readonly string[] }) => (
  <>
    {of.map((mistake) => (
      <span key={mistake} className={classes.mistake}>
        <SaidText text={mistake} />
      </span>
    ))}
  </>
)
