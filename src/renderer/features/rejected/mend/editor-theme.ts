import { EditorView } from '@codemirror/view'

/** The look of the editor, from the same tokens as everything else; custom properties reach into its shadow root. */
export const editorTheme = EditorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'transparent', fontSize: '12px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': {
    padding: '12px 0',
    fontFamily: 'var(--mono)',
    lineHeight: '20px',
    caretColor: 'var(--text)',
  },
  '.cm-line': { padding: '0 16px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--text)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'light-dark(#bfe3ec, #1f5563)',
  },
  '.cm-specialChar': { color: 'var(--text-quiet)' },
  '.cm-lintRange, .cm-lintRange-warning, .cm-lintRange-active': {
    backgroundImage: 'none',
    backgroundColor: 'var(--amber-soft)',
    borderBottom: '2px solid var(--amber)',
    paddingBottom: '0',
  },
  '.cm-lintPoint:after': { borderBottomColor: 'var(--amber)' },
  '.cm-tooltip': {
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
    backgroundColor: 'var(--raised)',
    boxShadow: 'var(--shadow)',
    fontFamily: 'var(--sans)',
  },
  '.cm-diagnostic': { maxWidth: '360px', padding: '6px 12px', borderLeft: 'none', whiteSpace: 'normal' },
  '.cm-panels': {
    color: 'var(--text)',
    backgroundColor: 'var(--raised)',
    borderTop: '1px solid var(--line)',
    fontFamily: 'var(--sans)',
  },
  '.cm-panel.cm-panel-lint ul [aria-selected]': { backgroundColor: 'var(--accent-soft)' },
  '.cm-gutters': { border: 'none', backgroundColor: 'transparent', color: 'var(--text-quiet)' },
  '.cm-deletedChunk, .cm-changedLine': { backgroundColor: 'transparent !important' },
  '.cm-deletedChunk': { padding: '0 16px', color: 'var(--text-quiet)' },
  '.cm-deletedChunk .cm-deletedText': {
    background: 'var(--red-soft)',
    color: 'var(--red-text)',
    textDecoration: 'line-through',
  },
  '.cm-changedText': { background: 'var(--accent-soft) !important', color: 'var(--accent-text)' },
  '.cm-changeGutter': { width: '3px', paddingLeft: '1px' },
  '.cm-changedLineGutter': { background: 'var(--accent) !important' },
  '.cm-deletedLineGutter': { background: 'var(--red) !important' },
})
