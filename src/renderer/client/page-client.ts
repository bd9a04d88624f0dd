import type { MonitorClient } from '../../contract/monitor.ts'

/**
 * How the page reaches the engine: connected, trying to reconnect, or no longer let in. `expired` means that it came
 * without a link that the server knows, `restarted` that its server was started again since, and `taken` that someone
 * else opened the link first.
 */
export type Link = 'open' | 'lost' | 'expired' | 'restarted' | 'taken'

/** A `MonitorClient` that also tells whether it still reaches the engine. */
export interface PageClient extends MonitorClient {
  /** Calls back with the link's state: at once, then at each change. After each `open`, events may have been missed. */
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
