import { hasNames, memberOf, openMember, readEnvelope, textOf } from './json-envelope.ts'
import { closed, type OpenEnvelope } from './layer.ts'

const called = 'an EventBridge event'

/** Amazon EventBridge, User Guide, "Event structure"; events of a replay name it. */
const needed = ['version', 'id', 'detail-type', 'source', 'account', 'time', 'region', 'resources', 'detail']

/** What an EventBridge rule sends to a queue if it does not transform the event. */
export const openEventBridge: OpenEnvelope = (text, onBroken) => {
  const members = readEnvelope(text, onBroken)
  if (members === null || !hasNames(members, { needed, others: (name) => name === 'replay-name' }))
    return closed('not-wrapped', null, called)
  const detail = memberOf(members, 'detail')
  const more = { eventId: textOf(members, 'id') }
  return openMember(
    text,
    members,
    detail?.kind === 'object' || detail?.kind === 'broken' ? detail : null,
    more,
    called,
  )
}
