import type { EventLook } from '../../../contract/settings.ts'
import { useAnswer, type Reading } from '../../state/use-answer.ts'

/** The current content of a definition's file; nothing for no file. Needs no connection. */
export const useEventLook = (path: string | null): Reading<EventLook> =>
  useAnswer({
    key: ['event', path],
    ask: (client) => client.send('lookAtEvent', { path: path ?? '' }),
    side: 'sluice',
    enabled: path !== null && path !== '',
    staleTime: 0,
  })
