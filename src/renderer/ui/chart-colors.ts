/** The names of tokens that a chart can use. */
export type ChartColor =
  | '--accent'
  | '--accent-soft'
  | '--amber'
  | '--amber-soft'
  | '--hover'
  | '--line'
  | '--line-strong'
  | '--red'
  | '--red-soft'
  | '--slate'
  | '--text-quiet'

/** Looks up a token's value in the current theme, in a form that a canvas takes. */
export interface ChartColors {
  readonly of: (token: ChartColor) => string
  /** Has everything looked up again after a change of theme. */
  readonly forget: () => void
}

/** Tokens of lines, which are distinguished by colour: forced colours would make them all alike. */
const lines: ReadonlySet<ChartColor> = new Set(['--accent', '--amber', '--red', '--slate'])

/** Tokens of surfaces. Forced colours would treat them as text, and everything drawn on them would be lost. */
const surfaces: ReadonlySet<ChartColor> = new Set([
  '--accent-soft',
  '--amber-soft',
  '--hover',
  '--line',
  '--red-soft',
])

/**
 * A canvas knows no tokens, and a token's own value is still `light-dark(…)`; so a hidden element takes the colour
 * and the browser returns the computed one. Looked up at most once per theme.
 */
export const createChartColors = (host: HTMLElement): ChartColors => {
  const probe = document.createElement('span')
  probe.hidden = true
  host.append(probe)
  const known = new Map<ChartColor, string>()
  return {
    of: (token) => {
      const former = known.get(token)
      if (former !== undefined) return former
      probe.style.color = `var(${token})`
      probe.style.forcedColorAdjust = lines.has(token) ? 'none' : 'auto'
      const isHidden = surfaces.has(token) && matchMedia('(forced-colors: active)').matches
      const color = isHidden ? 'transparent' : getComputedStyle(probe).color
      known.set(token, color)
      return color
    },
    forget: () => known.clear(),
  }
}

/** Calls back when the theme changes: by the person, by the system, or by forced colours. The returned function ends it. */
export const watchTheme = (onChange: () => void): (() => void) => {
  const observer = new MutationObserver(onChange)
  observer.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] })
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((text) => matchMedia(text))
  for (const query of queries) query.addEventListener('change', onChange)
  return () => {
    observer.disconnect()
    for (const query of queries) query.removeEventListener('change', onChange)
  }
}
