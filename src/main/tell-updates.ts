import type { Notice } from '../contract/notice.ts'
import { isRunning, runStateOf } from '../contract/run-state.ts'
import { askFeed, type Fetch } from './ask-feed.ts'
import type { Follower } from './follow.ts'
import { newerVersion } from './update-choice.ts'

/**
 * The time until the first look, and between looks, in milliseconds: a start has other things to do, and a day is
 * soon enough.
 */
const firstLook = 5_000
const lookEvery = 24 * 60 * 60 * 1_000

export interface UpdateWorld {
  /** The address to ask. */
  readonly feed: string
  /** The version that runs. */
  readonly current: string
  readonly fetch: Fetch
  readonly engine: Follower
  /** Whether the person wants to know. Called before every look. */
  readonly askWanted: () => Promise<boolean>
  /** Returns whether anybody was there to see it. */
  readonly tellPage: (notice: Notice) => boolean
  /** Opens the page of a version in the browser. */
  readonly open: (version: string) => void
}

/**
 * Looks now and then whether a newer version is available, and announces each once, never during a run. It downloads
 * and installs nothing: a person gets the version from the releases page. A useless reply from the feed counts as no
 * news.
 *
 * @returns opens the page of the announced version; does nothing before that
 */
export const tellUpdates = (world: UpdateWorld): (() => void) => {
  const { feed, current, engine, askWanted } = world
  let told: string | null = null
  let waiting: string | null = null
  const isBusy = (): boolean => isRunning(runStateOf(engine.snapshot()))

  const tell = async (): Promise<void> => {
    const version = waiting
    if (version === null || isBusy()) return
    waiting = null
    // It may have been switched off during the run.
    if (!(await askWanted())) return
    if (isBusy()) waiting = version
    else if (world.tellPage(noticeOf(current, version))) told = version
  }
  const look = async (): Promise<void> => {
    if (!(await askWanted())) return
    const answer = await askFeed(world.fetch, feed)
    const version = answer === null ? null : newerVersion(current, answer)
    if (version === null || version === told) return
    waiting = version
    await tell()
  }

  engine.onChange(() => void tell())
  // A look prevents nobody from quitting.
  setTimeout(() => void look(), firstLook).unref()
  setInterval(() => void look(), lookEvery).unref()
  return () => {
    if (told !== null) world.open(told)
  }
}

const noticeOf = (current: string, version: string): Notice => ({
  kind: 'update',
  title: `Sluice ${version} is out`,
  body: `This is Sluice ${current}. Quit it before you install the new one; runs and settings stay.`,
})
