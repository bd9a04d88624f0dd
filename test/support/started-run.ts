import type { MonitorEvent } from '../../src/contract/events.ts'

/** A run until the queue is empty that has just begun. */
export const runStarted = {
  type: 'run-started',
  runId: 'r',
  at: 0,
  until: 'empty',
  maxMessages: null,
  maxSeconds: null,
} as const satisfies MonitorEvent
