import type { EnvelopeKind } from '../contract/event-definition.ts'
import type { OnUnwrapped } from '../pipeline/judge.ts'

const words: Readonly<Record<EnvelopeKind, string>> = {
  sns: 'an SNS notification',
  eventbridge: 'an EventBridge event',
  cloudevents: 'a CloudEvent',
  text: 'a JSON string',
  base64: 'base64',
  'gzip+base64': 'gzip and base64',
}

/** Says in a sentence which envelope is taken off a run's messages, once for each kind. */
export const createEnvelopeNotice = (onNotice: (sentence: string) => void): OnUnwrapped => {
  const told = new Set<string>()
  return (kinds) => {
    const way = kinds
      .toReversed()
      .map((kind) => words[kind])
      .join(' in ')
    if (told.has(way)) return
    told.add(way)
    onNotice(`Messages come wrapped as ${way}; Sluice takes that off.`)
  }
}
