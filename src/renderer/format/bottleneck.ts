import type { Bottleneck } from '../../contract/events.ts'

const words: Readonly<Record<Bottleneck, string>> = {
  queue: 'Bottleneck: the queue. It delivers more slowly than messages could be loaded.',
  processor: 'Bottleneck: the processor of this machine. Queue and database wait for it.',
  database: 'Bottleneck: the database. Messages wait for it to store them.',
}

/** What limits a run's speed, in words. */
export const bottleneckWords = (bottleneck: Bottleneck): string => words[bottleneck]
