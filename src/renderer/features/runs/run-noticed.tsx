import { Button } from '@mantine/core'
import { describeCut, shareOf, shownPointer, type RunNotes } from '../../../contract/run-notes.ts'
import { formatCount } from '../../../contract/amount.ts'
import { editEvent } from '../../state/event-editing.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { SenderText, Sentence } from '../../ui/sender-text.tsx'
import classes from './run-panel.module.css'
import { isolated } from '../../../contract/visible.ts'

interface Props {
  readonly notes: RunNotes
  readonly queue: string
}

/** What a run noticed in the messages it read: names that it ignored, and values that it cut. */
export const RunNoticed = ({ notes, queue }: Props) => {
  const source = useMonitor(({ snapshot: { connection } }) =>
    connection.state === 'connected' ? connection.source : null,
  )
  // For another queue, the current definition says nothing.
  const mayAdd = (pointer: string): boolean =>
    source?.queue.name === queue && source.event.fields.every((field) => field.pointer !== pointer)
  return (
    <section className={classes.section} aria-label="Not stored">
      <h3>Not stored</h3>
      {(notes.ignored.length > 0 || notes.others > 0) && (
        <>
          <p className={classes.quiet}>
            Names that no field reads, in the {formatCount(notes.messages)} messages that it could read.
          </p>
          <dl className={classes.pairs}>
            {notes.ignored.map(({ pointer, messages, since }) => (
              <div key={pointer}>
                <dt>
                  <SenderText text={shownPointer(pointer)} />
                </dt>
                <dd>
                  {partOf(messages, notes.messages)}
                  {since !== undefined && ` since ${since}`}
                  {mayAdd(pointer) && (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      aria-label={`Add field ${shownPointer(pointer)}`}
                      onClick={() => editEvent({ kind: 'in-use', addField: pointer })}
                    >
                      Add field
                    </Button>
                  )}
                </dd>
              </div>
            ))}
            {notes.others > 0 && (
              <div>
                <dt>Other names</dt>
                <dd>{partOf(notes.others, notes.messages)}</dd>
              </div>
            )}
          </dl>
        </>
      )}
      {notes.cut.map(({ field, messages }) => (
        <p key={field}>
          <Sentence text={describeCut(field, isolated)} /> Seen in {formatCount(messages)} messages.
        </p>
      ))}
    </section>
  )
}

const partOf = (part: number, whole: number): string => `${formatCount(part)} (${shareOf(part, whole)})`
