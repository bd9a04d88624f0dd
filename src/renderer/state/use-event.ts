import type { EventDefinition } from '../../contract/event-definition.ts'
import { useMonitor } from './monitor-context.tsx'

/**
 * What the messages are taken for, by the connection or by the last one that there was; null before the first. It stays the
 * same object for as long as it says the same.
 */
export const useEvent = (): EventDefinition | null => useMonitor((state) => state.event)
