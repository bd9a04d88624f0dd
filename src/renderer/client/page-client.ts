import type { MonitorClient } from '../../contract/monitor.ts'

/**
 * How the page reaches the engine: in touch, trying to get back in touch, or no longer let in; `taken` where that is because
 * its link was opened by two.
 */
export type Link = 'open' | 'lost' | 'expired' | 'taken'

/** A `MonitorClient` that also tells whether it still reaches the engine. */
export interface PageClient extends MonitorClient {
  /** Hears the link's state: at once, then at each change. After each `open`, events may have been missed. */
  readonly watchLink: (onLink: (link: Link) => void) => () => void
}

/** In the desktop app the engine lives as long as the window does, so the link is always open. */
export const alwaysOpen = (client: MonitorClient): PageClient => ({
  send: (name, input) => client.send(name, input),
  listen: (onFrame) => client.listen(onFrame),
  watchLink: (onLink) => {
    onLink('open')
    return () => undefined
  },
})
