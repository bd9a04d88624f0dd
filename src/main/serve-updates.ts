import { app, net, shell } from 'electron'
import type { UpdatePreferences } from '../contract/preferences.ts'
import { findFeed } from './find-feed.ts'
import type { Follower } from './follow.ts'
import { noticePage, serveRelease } from './ipc.ts'
import { tellUpdates } from './tell-updates.ts'
import { releasePage } from './update-feed.ts'
import type { Windows } from './windows.ts'

/** Announces newer versions, in a build that has a feed. In any other this does nothing, and asks nobody. */
export const serveUpdates = async (
  engine: Follower,
  windows: Windows,
  askWanted: () => Promise<UpdatePreferences | null>,
): Promise<void> => {
  const feed = await findFeed()
  if (feed === null) return
  const openRelease = tellUpdates({
    feed: feed.feed,
    current: app.getVersion(),
    fetch: (url, init) => net.fetch(url, init),
    engine,
    // Without an answer there is no consent.
    askWanted: async () => (await askWanted())?.tell ?? false,
    tellPage: (notice) => noticePage(windows, notice),
    open: (version) => void shell.openExternal(releasePage(feed, version)).catch(() => undefined),
  })
  serveRelease(windows.all, openRelease)
}
