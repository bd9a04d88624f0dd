import { Loader, Switch } from '@mantine/core'
import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import type { Reason } from '../../../../contract/reason.ts'
import { ReasonList } from '../reason-list.tsx'
import classes from './mend-bench.module.css'
import type { EditorHandle, MarkedFault } from './text-editor.tsx'
import type { WholeText as Whole } from './use-whole.ts'

/** The editor is loaded only for editing a whole text. */
const TextEditor = lazy(async () => ({ default: (await import('./text-editor.tsx')).TextEditor }))

interface Props {
  readonly whole: Whole
  /** A version that someone has made since; null if there is none. */
  readonly newer: number | null
  /** The text's faults, and the remedy for each; if they are behind what is typed, they are not marked. */
  readonly reasons: readonly Reason[]
  readonly remedies: readonly string[]
  readonly words: readonly string[]
  readonly isBehind: boolean
  readonly onType: (text: string) => void
}

/** The whole text of a message in an editor, with its faults marked in it and listed above it. */
export const WholeText = ({ whole, newer, reasons, remedies, words, isBehind, onType }: Props) => {
  const [showsChanges, setShowsChanges] = useState(false)
  const [active, setActive] = useState<readonly number[]>([])
  const editor = useRef<EditorHandle>(null)
  const faults = useMarkedFaults({ reasons, words, isBehind })
  const go = (index: number) => {
    const range = reasons[index]?.range ?? null
    if (range !== null) editor.current?.go(range)
  }
  return (
    <>
      {reasons.length > 0 && (
        <ReasonList
          reasons={reasons}
          remedies={remedies}
          active={active}
          onActive={(indexes) => setActive(indexes)}
          onGo={go}
        />
      )}
      <div className={classes.head}>
        <h3>Whole text</h3>
        <Switch
          size="xs"
          label="Show changes"
          checked={showsChanges}
          onChange={(event) => setShowsChanges(event.currentTarget.checked)}
        />
      </div>
      {newer !== null && (
        <p className={classes.hint}>
          Version {newer} was made since this was typed. What you save comes after it; drop this text to go on
          from version {newer} instead.
        </p>
      )}
      <Suspense fallback={<Loader size={20} color="var(--accent)" aria-label="Loading" />}>
        <TextEditor
          ref={editor}
          text={whole.typed}
          original={whole.original}
          faults={faults}
          showsChanges={showsChanges}
          onChange={onType}
          onCursor={(at) =>
            setActive(
              reasons.flatMap(({ range }, index) =>
                range !== null && range[0] <= at && at <= range[1] ? [index] : [],
              ),
            )
          }
        />
      </Suspense>
    </>
  )
}

/** The faults that have a place in the text; null while the check is behind what was typed. */
const useMarkedFaults = ({ reasons, words, isBehind }: Pick<Props, 'reasons' | 'words' | 'isBehind'>) =>
  useMemo(
    () =>
      isBehind
        ? null
        : reasons.flatMap(({ range }, index): readonly MarkedFault[] =>
            range === null ? [] : [{ range, words: words[index] ?? '' }],
          ),
    [isBehind, reasons, words],
  )
