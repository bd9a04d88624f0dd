import { useMemo, useState } from 'react'
import type { OpenVersion } from '../../../../contract/mending.ts'
import type { Reason } from '../../../../contract/reason.ts'
import { valueOf } from '../../../state/answer.ts'
import { useEvent } from '../../../state/use-event.ts'
import { PanelAnswer } from '../../../ui/panel-query.tsx'
import { useEscape } from '../../../ui/use-escape.ts'
import { BodyBlock } from '../body-block.tsx'
import { useSaidReasons } from '../use-said-reasons.ts'
import { FieldsForm } from './fields-form.tsx'
import { LikeIt } from './like-it.tsx'
import { MendBar } from './mend-bar.tsx'
import classes from './mend-bench.module.css'
import { MendTroubles } from './mend-troubles.tsx'
import { useEditCheck, useMendingActions, useOpenVersion } from './use-mending.ts'
import { useNamedEdit } from './use-named-edit.ts'
import { useTyped } from './use-typed.ts'
import { useWhole } from './use-whole.ts'
import { ValuesHead } from './values-head.tsx'
import { WholeText } from './whole-text.tsx'

interface Props {
  readonly id: string
  /** Why the message was rejected originally. */
  readonly reasons: readonly Reason[]
  readonly onClose: () => void
  /** The message is dealt with; the words say how. */
  readonly onDone: (words: string) => void
}

/** Where one rejected message is mended by hand: value by value, or as a whole text. */
export const MendBench = (props: Props) => {
  const { answer, retry } = useOpenVersion(props.id)
  // Also while it is still read, and if that fails: the view beneath stays open.
  useEscape(true, props.onClose)
  return (
    <section className={classes.bench} aria-label="Mend">
      <PanelAnswer answer={answer} onRetry={retry}>
        {(open) => <Bench {...props} open={open} />}
      </PanelAnswer>
    </section>
  )
}

const Bench = ({ id, reasons: asItCame, open, onClose, onDone }: Props & { readonly open: OpenVersion }) => {
  const fields = useEvent()?.fields ?? noFields
  const typed = useTyped(id)
  const { whole, ...wholeActions } = useWhole(id)
  /** Whether someone tried to leave with an unsaved text. */
  const [isHeld, setIsHeld] = useState(false)
  const edit = useNamedEdit(open, whole, typed.values, fields)
  const check = useEditCheck(id, edit)
  const actions = useMendingActions(id, (version, kept) =>
    kept.by === 'text' ? wholeActions.settle(version, kept) : typed.clear(),
  )
  const known = edit === null ? null : valueOf(check.answer)
  const reasons = known?.reasons ?? open.reasons
  const said = useSaidReasons(reasons)
  // A key press alone never leaves an uncovered text behind: it is saved or discarded.
  useEscape(whole !== null && edit !== null, () => setIsHeld(true))
  return (
    <>
      {whole === null ? (
        <ValuesPart
          {...{ open, edit, reasons, fields, typed }}
          busy={wholeActions.busy}
          onWhy={(why) => wholeActions.ask(open.version, why)}
          text={known?.text ?? open.text}
          words={said.words}
        />
      ) : (
        <WholeText
          {...{ whole, reasons, ...said }}
          newer={open.version > whole.version ? open.version : null}
          isBehind={check.isBehind}
          onType={(text) => {
            setIsHeld(false)
            wholeActions.type(text)
          }}
        />
      )}
      <MendTroubles
        checked={edit === null ? null : check.answer}
        error={actions.error ?? wholeActions.error}
        onLookAgain={() => {
          actions.forget()
          actions.refresh()
        }}
      />
      {open.version > 0 && edit === null && <LikeIt id={id} version={open.version} reasons={asItCame} />}
      <MendBar
        {...{ open, edit, reasons, isHeld, actions, onClose, onDone }}
        isBehind={check.isBehind}
        cannotTell={edit !== null && check.answer.state === 'failed'}
        onDrop={
          whole === null
            ? null
            : () => {
                setIsHeld(false)
                wholeActions.drop()
              }
        }
      />
    </>
  )
}

const noFields: NonNullable<ReturnType<typeof useEvent>>['fields'] = []

interface ValuesProps extends PreviewProps {
  readonly open: OpenVersion
  /** What was typed and not saved; null for nothing. */
  readonly edit: ReturnType<typeof useNamedEdit>
  readonly fields: typeof noFields
  readonly typed: ReturnType<typeof useTyped>
  readonly busy: boolean
  /** Asks for the whole text and gives the reason. */
  readonly onWhy: Parameters<typeof ValuesHead>[0]['onWhy']
}

/** The values of a message one by one, with a preview of the message. */
const ValuesPart = ({ open, edit, fields, typed, busy, onWhy, ...preview }: ValuesProps) => (
  <>
    <ValuesHead canOpen={edit === null} busy={busy} onWhy={onWhy} />
    {open.places === null ? (
      <p className={classes.hint}>
        This message is not a JSON object, so no value of it can be edited alone. Edit its whole text.
      </p>
    ) : (
      <FieldsForm {...{ fields, typed }} places={open.places} before={open.reasons} now={preview.reasons} />
    )}
    <Preview {...preview} />
  </>
)

interface PreviewProps {
  readonly text: string
  readonly reasons: OpenVersion['reasons']
  readonly words: readonly string[]
}

/** The message as it would be, covered except for what was typed. */
const Preview = ({ text, reasons, words }: PreviewProps) => {
  const [at, setAt] = useState(0)
  const [active, setActive] = useState<readonly number[]>([])
  const ranges = useMemo(() => reasons.map(({ range }) => range), [reasons])
  return (
    <>
      <div className={classes.head}>
        <h3>Body</h3>
      </div>
      <BodyBlock
        {...{ ranges, words, active, at }}
        body={text}
        isFormatted={false}
        onLook={setActive}
        onPick={() => undefined}
        onTurn={setAt}
      />
    </>
  )
}
