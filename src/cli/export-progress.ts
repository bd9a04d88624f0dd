import { formatCount } from '../contract/amount.ts'
/** Shows an export's progress on standard error: one changing line on a terminal, JSON lines elsewhere. */
export interface ExportProgress {
  readonly show: (items: number) => void
  /** Leaves the terminal's line as it is and moves to the next. */
  readonly end: () => void
}

/** The time between two lines, in milliseconds. */
const pauses = { terminal: 100, lines: 1_000 }

export const createExportProgress = (stream: NodeJS.WriteStream): ExportProgress => {
  const pause = stream.isTTY ? pauses.terminal : pauses.lines
  // Short exports end before there is anything to report.
  let shownAt = performance.now()
  let shown = false
  return {
    show: (items) => {
      const now = performance.now()
      if (now - shownAt < pause) return
      shownAt = now
      shown = true
      stream.write(
        stream.isTTY
          ? `\r\u001b[2KExporting · ${formatCount(items)} so far`
          : `${JSON.stringify({ exported: items })}\n`,
      )
    },
    end: () => {
      if (shown && stream.isTTY) stream.write('\n')
    },
  }
}
