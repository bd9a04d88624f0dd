import type { Counts } from './events.ts'

/** Whether more than half of what was decided was rejected: worth a warning if it did not end the run. */
export const isMostlyRejected = ({ loaded, rejected }: Counts): boolean => rejected > loaded
