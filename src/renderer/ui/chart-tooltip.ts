import type uPlot from 'uplot'

/** A tooltip's content: a time, and a line for each series. */
export interface TooltipText {
  readonly title: string
  readonly lines: readonly { readonly label: string; readonly value: string; readonly color: string }[]
}

interface Classes {
  readonly tooltip: string | undefined
  readonly key: string | undefined
}

/** The distance between the cursor and the words, in CSS pixels. */
const gap = 12

/**
 * Words that follow the cursor, on whichever side has room. They are inside the plot, so nothing around it moves.
 *
 * @param say the words for the point with this index
 */
export const tooltipPlugin = (say: (index: number) => TooltipText, classes: Classes): uPlot.Plugin => {
  const box = document.createElement('div')
  box.className = classes.tooltip ?? ''
  box.hidden = true
  let shown: number | null = null

  const fill = (index: number): void => {
    const { title, lines } = say(index)
    const head = document.createElement('strong')
    head.textContent = title
    box.replaceChildren(
      head,
      ...lines.map(({ label, value, color }) => {
        const line = document.createElement('span')
        const key = document.createElement('i')
        key.className = classes.key ?? ''
        key.style.background = color
        const number = document.createElement('b')
        number.textContent = value
        line.append(key, label, number)
        return line
      }),
    )
  }

  return {
    hooks: {
      init: (chart) => chart.over.append(box),
      setCursor: (chart) => {
        const { idx, left = -1 } = chart.cursor
        box.hidden = idx === null || idx === undefined || left < 0
        if (box.hidden || idx === null || idx === undefined) return
        if (shown !== idx) fill(idx)
        shown = idx
        const fits = left + gap + box.offsetWidth <= chart.over.clientWidth
        const x = fits ? left + gap : Math.max(0, left - gap - box.offsetWidth)
        box.style.transform = `translate(${Math.round(x)}px, 4px)`
      },
      setData: () => {
        shown = null
      },
    },
  }
}
