import type { EventDefinition } from '../../contract/event-definition.ts'
import { useMonitor } from './monitor-context.tsx'

/** The event of the current or last connection; null before the first. The same object while its content stays the same. */
export const useEvent = (): EventDefinition | null => useMonitor((state) => state.event)
