import { useMonitor } from './monitor-context.tsx'
import { primaryButton } from './primary-button.ts'
import { useView } from './use-view.ts'

/** How the button looks that is the primary one of a view, unless the banner above it has that one. */
export const useLeadVariant = (): 'filled' | 'default' =>
  useMonitor((state) => (primaryButton(state).in === 'banner' ? 'default' : 'filled'))

/**
 * How the button of the banner looks that would be the primary one. In Settings, where most of them lead, what is
 * saved there comes before it.
 */
export const useBannerVariant = (): 'filled' | 'default' => (useView() === 'settings' ? 'default' : 'filled')
