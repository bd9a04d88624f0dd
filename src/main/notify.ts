import { Notification } from 'electron'
import type { Notice } from '../contract/notice.ts'
import { usualPreferences, type NotificationPreferences } from '../contract/preferences.ts'
import type { Follower } from './follow.ts'
import { createNeighbourNotices } from './neighbour-notices.ts'
import { noticesOf } from './notices.ts'
import type { Windows } from './windows.ts'

/**
 * Reports on a run, a lost database and new dead letters with the system's notifications while no window has the
 * focus; a click brings the window to the front. Each kind is reported at most once per run, by the preferences at
 * the start of the run or connection. What happened before a person's eyes is not reported later. What the system
 * does not show is shown in the page instead.
 */
export const showNotices = (
  engine: Follower,
  windows: Windows,
  askWanted: () => Promise<NotificationPreferences | null>,
  tellPage: (notice: Notice) => void,
): void => {
  let wanted = usualPreferences.notifications
  let runId: string | null = null
  let known = new Set<Notice['kind']>()
  let isConnected = false
  const beside = createNeighbourNotices()
  const isInSight = (): boolean => windows.all().some((window) => window.isFocused())
  const askAnew = (): void =>
    void askWanted().then((answer) => {
      wanted = answer ?? wanted
    })
  engine.onChange((snapshot) => {
    const { run, connection } = snapshot
    if ((connection.state === 'connected') !== isConnected) {
      isConnected = !isConnected
      if (isConnected) askAnew()
    }
    for (const notice of beside.take(snapshot, wanted, isInSight())) show(notice, windows.show, tellPage)
    if (run === null) return
    if (run.runId !== runId) {
      runId = run.runId
      known = new Set()
      askAnew()
    }
    const event = connection.state === 'connected' ? connection.source.event : null
    for (const notice of noticesOf(run, wanted, event)) {
      if (known.has(notice.kind)) continue
      known.add(notice.kind)
      if (!isInSight()) show(notice, windows.show, tellPage)
    }
  })
}

/** A visible notification must be kept referenced: a click on one that was garbage collected does nothing. */
const onShow = new Set<Notification>()

/** How long the system has to report that a notification is shown, in milliseconds. */
const showLimit = 3_000

const show = (notice: Notice, onClick: () => void, tellPage: (notice: Notice) => void): void => {
  if (!Notification.isSupported()) return tellPage(notice)
  const { title, body } = notice
  const notification = new Notification({ title, body })
  onShow.add(notification)
  let isTold = false
  const instead = (): void => {
    clearTimeout(late)
    if (!isTold) tellPage(notice)
    isTold = true
  }
  const late = setTimeout(instead, showLimit)
  notification.on('show', () => {
    clearTimeout(late)
    isTold = true
  })
  notification.on('click', () => {
    onShow.delete(notification)
    onClick()
  })
  notification.on('close', () => onShow.delete(notification))
  notification.on('failed', () => {
    onShow.delete(notification)
    instead()
  })
  notification.show()
}
