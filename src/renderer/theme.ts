import {
  createTheme,
  defaultVariantColorsResolver,
  localStorageColorSchemeManager,
  type VariantColorsResolver,
} from '@mantine/core'

/** Mantine computes variants from colour tables; ours come from `tokens.css`, which covers both themes. */
const variantColorResolver: VariantColorsResolver = (input) => {
  switch (input.variant) {
    case 'filled':
      return {
        background: 'var(--accent)',
        hover: 'var(--accent-hover)',
        color: 'var(--on-accent)',
        border: '1px solid transparent',
      }
    case 'subtle':
      return {
        background: 'transparent',
        hover: 'var(--hover)',
        color: 'var(--text-quiet)',
        hoverColor: 'var(--text)',
        border: '1px solid transparent',
      }
    default:
      return defaultVariantColorsResolver(input)
  }
}

export const theme = createTheme({
  variantColorResolver,
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    // Said aloud, so that rules and tests can tell the primary one.
    Button: { defaultProps: { variant: 'filled', size: 'xs', fw: 500 } },
    Checkbox: { defaultProps: { color: 'var(--accent)', iconColor: 'var(--on-accent)' } },
    ActionIcon: { defaultProps: { variant: 'subtle', size: 28 } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 100 } } },
  },
})

/** Remembers light, dark or system for this window. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'sluice-color-scheme' })
