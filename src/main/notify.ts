import { Notification } from 'electron'
import type { Notice } from '../contract/notice.ts'
import { usualPreferences, type NotificationPreferences } from '../contract/preferences.ts'
import type { Follower } from './follow.ts'
import { noticesOf } from './notices.ts'
import type { Windows } from './windows.ts'

/**
 * Tells of a run by the system's notifications while no window has the focus; a click brings the window. Each kind is
 * told once in a run at most, as wished when the run began. What happened in sight of a person is not told later. What
 * the system does not show is told in the page instead.
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
  engine.onChange(({ run }) => {
    if (run === null) return
    if (run.runId !== runId) {
      runId = run.runId
      known = new Set()
      void askWanted().then((answer) => {
        wanted = answer ?? wanted
      })
    }
    for (const notice of noticesOf(run, wanted)) {
      if (known.has(notice.kind)) continue
      known.add(notice.kind)
      if (!windows.all().some((window) => window.isFocused())) show(notice, windows.show, tellPage)
    }
  })
}

/** What is on show must be held on to: a click on a notification that was collected does nothing. */
const onShow = new Set<Notification>()

/** How long the system has to say that a notification is shown, in milliseconds. */
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
