import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { unifiedMergeView } from '@codemirror/merge'
import { Compartment, EditorState } from '@codemirror/state'
import { drawSelection, EditorView, highlightSpecialChars, keymap } from '@codemirror/view'
import { useEffect, useEffectEvent, useImperativeHandle, useRef, type Ref } from 'react'
import classes from './text-editor.module.css'
import { editorTheme } from './editor-theme.ts'

/** A fault in the text, and the words for it. */
export interface MarkedFault {
  readonly range: readonly [number, number]
  readonly words: string
}

export interface EditorHandle {
  /** Selects a place, scrolls to it and gives it the focus. */
  readonly go: (range: readonly [number, number]) => void
}

interface Props {
  /** The initial text. */
  readonly text: string
  /** The message as it came. */
  readonly original: string
  /** Faults of the current text; null while they are unknown. */
  readonly faults: readonly MarkedFault[] | null
  /** Whether it is shown beside the text as it came. */
  readonly showsChanges: boolean
  readonly onChange: (text: string) => void
  /** The cursor's position, in UTF-16 code units. */
  readonly onCursor: (at: number) => void
  readonly ref: Ref<EditorHandle>
}

/**
 * An editor for a whole text that preserves every character: only a line feed ends a line. It lives in a shadow root,
 * where its styles are constructed sheets: the page's policy forbids style elements.
 */
export const TextEditor = ({ text, original, faults, showsChanges, onChange, onCursor, ref }: Props) => {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const changes = useRef(new Compartment())
  const change = useEffectEvent(onChange)
  const cursor = useEffectEvent(onCursor)
  const start = useEffectEvent((place: HTMLDivElement) => {
    const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' })
    return new EditorView({
      parent: root,
      root,
      doc: text,
      extensions: [
        EditorState.lineSeparator.of('\n'),
        ...[history(), drawSelection(), highlightSpecialChars(), EditorView.lineWrapping],
        keymap.of([...lintKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': 'Whole text' }),
        changes.current.of([]),
        editorTheme,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) change(update.state.doc.toString())
          if (update.selectionSet || update.docChanged) cursor(update.state.selection.main.head)
        }),
      ],
    })
  })
  useEffect(() => {
    if (host.current === null) return undefined
    const made = start(host.current)
    view.current = made
    made.focus()
    return () => {
      view.current = null
      made.destroy()
    }
  }, [])
  useEffect(() => {
    const shown = showsChanges ? unifiedMergeView({ original, mergeControls: false }) : []
    view.current?.dispatch({ effects: changes.current.reconfigure(shown) })
  }, [showsChanges, original])
  useEffect(() => {
    const on = view.current
    if (on === null || faults === null) return
    on.dispatch(setDiagnostics(on.state, marksOf(faults, on.state.doc.length)))
  }, [faults])
  useImperativeHandle(ref, () => ({
    go: (range) => {
      if (view.current !== null) goTo(view.current, range)
    },
  }))
  return <div ref={host} className={classes.host} />
}

/** The faults as the editor marks them, cut off at the end of the text. */
const marksOf = (faults: readonly MarkedFault[], end: number): Diagnostic[] =>
  faults.map(({ range: [from, to], words }) => ({
    ...{ from: Math.min(from, end), to: Math.min(to, end) },
    ...{ severity: 'warning' as const, message: words },
  }))

const goTo = (on: EditorView, [from, to]: readonly [number, number]): void => {
  const end = on.state.doc.length
  on.dispatch({
    selection: { anchor: Math.min(from, end), head: Math.min(to, end) },
    scrollIntoView: true,
  })
  on.focus()
}
