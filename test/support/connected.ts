import type { EventDefinition } from '../../src/contract/event-definition.ts'
import { emptySnapshot, type Snapshot } from '../../src/contract/snapshot.ts'

/** A snapshot of an engine that is connected and takes its messages for this event. */
export const connectedTo = (event: EventDefinition): Snapshot => ({
  ...emptySnapshot,
  connection: {
    state: 'connected',
    source: {
      queue: { name: 'a-queue', endpoint: 'http://127.0.0.1:1', embedded: true, deadLetters: null },
      database: { address: '127.0.0.1:2', name: 'postgres', embedded: true },
      maskKey: { origin: 'the environment', checkValue: '0011223344556677' },
      event,
      definition: `${event.name} 0123456789abcdef`,
      notices: [],
      samples: 0,
    },
  },
})
