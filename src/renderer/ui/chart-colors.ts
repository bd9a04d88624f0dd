/** The names of tokens that a chart may be drawn in. */
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

/** Looks up a token as the theme on show has it, in a form that a canvas takes. */
export interface ChartColors {
  readonly of: (token: ChartColor) => string
  /** Has everything looked up again: another theme is on show. */
  readonly forget: () => void
}

/** Tokens of lines, which are told apart by their colours: forced ones would make them all alike. */
const lines: ReadonlySet<ChartColor> = new Set(['--accent', '--amber', '--red', '--slate'])

/** Tokens of surfaces. Forced colours would make text of them, and all that is drawn on them would be lost. */
const surfaces: ReadonlySet<ChartColor> = new Set([
  '--accent-soft',
  '--amber-soft',
  '--hover',
  '--line',
  '--red-soft',
])

/**
 * A canvas knows no tokens, and a token's own value is still `light-dark(…)`; so a hidden element wears the colour and
 * the browser says what came of it. Looked up at most once a theme.
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

/** Hears when the theme changes: by the person, by the system, or by forced colours. The answer ends it. */
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
