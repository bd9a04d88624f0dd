import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { unknownMessage, type MessageTrace } from '../../../contract/trace.ts'
import { valueOf } from '../../state/answer.ts'
import { useAnswer } from '../../state/use-answer.ts'
import dialog from '../../ui/dialog.module.css'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import field from '../../ui/field.module.css'
import { isolated } from '../../../contract/visible.ts'
import { Sentence } from '../../ui/sender-text.tsx'
import { traceDialog } from './open-trace.ts'
import { TracedLine } from './traced-line.tsx'
import classes from './trace.module.css'

/** Looks up what became of one message, by any of its ids. */
export const TraceDialog = () => (
  <Dialog opened={traceDialog.useOpened()} onClose={traceDialog.close} title="Trace a message" size={560}>
    <TraceForm />
  </Dialog>
)

/** The longest id that can be looked up, in UTF-16 code units. */
const longestId = 256

const TraceForm = () => {
  const [typed, type] = useState('')
  const [name, ask] = useState<string | null>(null)
  const { answer, isAsking } = useAnswer({
    key: ['trace', name],
    ask: (client) => client.send('traceMessage', { name: name ?? '' }),
    enabled: name !== null,
    gcTime: 0,
  })
  const trace = name === null ? null : valueOf(answer)
  const failed = name !== null && answer.state === 'failed' && answer.lack.why === 'error'
  return (
    <form
      className={dialog.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.trim() !== '') ask(typed.trim())
      }}
    >
      <div className={classes.ask}>
        <TextInput
          data-autofocus
          size="xs"
          classNames={field}
          label="Message id or origin id"
          maxLength={longestId}
          spellCheck={false}
          autoComplete="off"
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
        />
        <Button type="submit" loading={isAsking} disabled={typed.trim() === ''}>
          Trace
        </Button>
      </div>
      <div role="status">{trace !== null && name !== null && <Found trace={trace} name={name} />}</div>
      {failed && answer.lack.why === 'error' && <FailureNotice failure={answer.lack.failure} />}
    </form>
  )
}

const Found = ({
  trace: { rows, rejections },
  name,
}: {
  readonly trace: MessageTrace
  readonly name: string
}) =>
  rows.length + rejections.length === 0 ? (
    <p>
      <Sentence text={unknownMessage(name, isolated)} />
    </p>
  ) : (
    <ol className={classes.found} aria-label="What became of it">
      {rows.map((row) => (
        <TracedLine key={`row ${row.rowId}`} what={{ kind: 'row', row }} />
      ))}
      {rejections.map((rejection) => (
        <TracedLine key={`rejection ${rejection.id}`} what={{ kind: 'rejection', rejection }} />
      ))}
    </ol>
  )
