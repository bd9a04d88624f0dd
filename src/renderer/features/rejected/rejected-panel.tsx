import { SegmentedControl } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import type { RejectedMark } from '../../../contract/finding.ts'
import type { RejectedMessage } from '../../../contract/rejected.ts'
import { prettyBody, type PrettyBody } from '../../format/pretty-body.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { MiddleText } from '../../ui/middle-text.tsx'
import { PanelQuery } from '../../ui/panel-query.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import segmented from '../../ui/segmented.module.css'
import { SidePanel } from '../../ui/side-panel.tsx'
import { useKept } from '../../ui/use-kept.ts'
import { BodyBlock } from './body-block.tsx'
import { MendBench } from './mend/mend-bench.tsx'
import { VersionList } from './mend/version-list.tsx'
import { MarksLine } from './marks-line.tsx'
import { MessageFacts } from './message-facts.tsx'
import { NoteLine, noteOf } from './note-line.tsx'
import { ReasonList } from './reason-list.tsx'
import classes from './rejected-panel.module.css'
import { StateLine } from './state-line.tsx'
import { UncoverLine } from './uncover-line.tsx'
import { useNoteDraft } from './use-note-draft.ts'
import { useRejectedMessage } from './use-rejected.ts'
import { useSaidReasons } from './use-said-reasons.ts'
import type { StateAction } from './use-state-change.ts'
import { useUncovered, type Uncovered } from './use-uncovered.ts'

interface Props {
  readonly id: string
  readonly onClose: () => void
  readonly busy: boolean
  readonly onAct: (action: StateAction, note: string | null) => void
  readonly onMark: (mark: RejectedMark) => void
  readonly onNote: (id: string, note: string | null, before: string | null) => void
  /** The message was mended and is dealt with; the words say how. */
  readonly onMended: (words: string) => void
}

/** The picked message: its facts, what is wrong with it, and its body with the faults marked. */
export const RejectedPanel = ({ id, onClose, ...actions }: Props) => {
  // Covered or not, the same page stays on screen.
  const [at, setAt] = useState(0)
  const query = useRejectedMessage(id)
  const uncovered = useUncovered(id)
  return (
    <SidePanel label="Rejected message" onClose={onClose}>
      <PanelQuery query={query}>
        {(message) => (
          <MessageDetails message={message} uncovered={uncovered} at={at} onTurn={setAt} {...actions} />
        )}
      </PanelQuery>
    </SidePanel>
  )
}

interface DetailsProps extends Omit<Props, 'id' | 'onClose'> {
  readonly message: RejectedMessage
  readonly uncovered: Uncovered
  /** Where the page on screen begins in the body. */
  readonly at: number
  readonly onTurn: (at: number) => void
}

const MessageDetails = (props: DetailsProps) => {
  const { message, busy, onAct, onMark, onNote, onMended } = props
  const note = useNoteDraft(message.note)
  const [mends, setMends] = useState(false)
  const details = useRef<HTMLDivElement>(null)
  return (
    <div ref={details} className={classes.details}>
      <MessageFacts message={message} />
      {mends ? (
        <MendBench
          id={message.id}
          reasons={message.reasons}
          onClose={() => {
            setMends(false)
            requestAnimationFrame(() => details.current?.querySelector<HTMLElement>('[data-mend]')?.focus())
          }}
          onDone={onMended}
        />
      ) : (
        <>
          <StateLine
            message={message}
            busy={busy}
            // An unsaved note becomes the reason for discarding.
            onAct={(action) => onAct(action, noteOf(note.draft) === message.note ? null : noteOf(note.draft))}
            onMend={() => setMends(true)}
          />
          <NoteLine
            kept={message.note}
            draft={note.draft}
            isBehind={note.isBehind}
            onDraft={note.set}
            busy={busy}
            onSave={(next) => onNote(message.id, next, message.note)}
          />
          <MarksLine message={message} busy={busy} onMark={onMark} />
          {message.origin !== null && message.origin.messageId !== message.messageId && (
            <p className={classes.hint}>
              Its origin was loaded as row {message.origin.rowId}, from message{' '}
              <MiddleText text={message.origin.messageId} tail={8} />{' '}
              <RelativeTime at={Date.parse(message.origin.loadedAt)} />
            </p>
          )}
          {message.state === 'erased' ? <ReasonsLeft message={message} /> : <MessageBody {...props} />}
        </>
      )}
      <VersionList id={message.id} />
    </div>
  )
}

/** What was wrong with a message whose text is erased: the places lead nowhere. */
const ReasonsLeft = ({ message }: { readonly message: RejectedMessage }) => (
  <ReasonList
    reasons={message.reasons.map((reason) => ({ ...reason, range: null }))}
    remedies={[]}
    active={[]}
    onActive={() => undefined}
    onGo={() => undefined}
  />
)

/** What is wrong with the message, and its body with the faults marked. */
const MessageBody = ({ message, uncovered, at, onTurn }: DetailsProps) => {
  const [active, setActive] = useState<readonly number[]>([])
  const { reasons } = message
  const { form, setForm, body, pretty, ranges } = useShownBody(uncovered.body ?? message.body, reasons)
  const { remedies, words } = useSaidReasons(reasons)
  const details = useRef<HTMLDivElement>(null)
  /** After what gets the focus is on screen. */
  const focusOn = (selector: string) =>
    requestAnimationFrame(() => details.current?.querySelector<HTMLElement>(selector)?.focus())
  const look = (indexes: readonly number[], turnTo: number | null) => {
    setActive(indexes)
    const place = turnTo === null ? null : (ranges[turnTo] ?? null)
    if (place !== null) onTurn(place[0])
  }
  return (
    <div ref={details} className={classes.details}>
      <ReasonList
        reasons={reasons}
        remedies={remedies}
        active={active}
        onActive={look}
        onGo={(index) => focusOn(`[data-fault="${index}"]`)}
      />
      <div className={classes.bodyHead}>
        <h3>Body</h3>
        <SegmentedControl
          size="xs"
          aria-label="How the body is shown"
          classNames={segmented}
          data={bodyForms}
          value={form}
          onChange={(next) => {
            setForm(next)
            onTurn(0)
          }}
        />
        {body !== '' && <CopyButton text={body} label="Copy body" />}
        {message.covered && <UncoverLine {...uncovered} />}
      </div>
      <BodyBlock
        // A place on one is also a place on the other.
        key={form}
        body={pretty?.text ?? body}
        ranges={ranges}
        words={words}
        isFormatted={pretty !== null}
        active={active}
        onLook={setActive}
        onPick={(fault) => focusOn(`[data-reasons~="${fault}"]`)}
        at={at}
        onTurn={onTurn}
      />
    </div>
  )
}

/** The body in the form that was chosen last, and where the faults are in it. */
const useShownBody = (body: string, reasons: RejectedMessage['reasons']) => {
  const [form, setForm] = useKept('sluice-body-form', readForm, String)
  const pretty = useMemo(() => (form === 'pretty' ? prettyBody(body) : null), [body, form])
  const ranges = useMemo(
    () => reasons.map(({ range }) => (range === null || pretty === null ? range : rangeIn(pretty, range))),
    [reasons, pretty],
  )
  return { form, setForm, body, pretty, ranges }
}

const bodyForms = [
  { value: 'sent' as const, label: 'As sent' },
  { value: 'pretty' as const, label: 'Formatted' },
]

type BodyForm = 'sent' | 'pretty'

const readForm = (text: string | null): BodyForm => (text === 'pretty' ? 'pretty' : 'sent')

const rangeIn = (
  { placeOf }: PrettyBody,
  [start, end]: readonly [number, number],
): readonly [number, number] => [
  placeOf(start),
  Math.max(placeOf(start), end > start ? placeOf(end - 1) + 1 : placeOf(end)),
]
