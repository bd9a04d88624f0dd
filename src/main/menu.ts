import { app, Menu } from 'electron'
import type { PageAction } from '../contract/page-action.ts'
import { runStateOf, type RunState } from '../contract/run-state.ts'
import type { Follower } from './follow.ts'
import { menuTemplate } from './menu-template.ts'

/** Installs the native menu, and again whenever a run begins, pauses or ends, so that it offers only what can be done. */
export const installMenu = (
  engine: Follower,
  choose: (action: PageAction) => void,
  showLogs: () => void,
): void => {
  let shown: RunState | null = null
  const show = (state: RunState): void => {
    if (state === shown) return
    shown = state
    const { platform } = process
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(menuTemplate({ platform, isPackaged: app.isPackaged, state, choose, showLogs })),
    )
  }
  show(runStateOf(engine.snapshot()))
  engine.onChange((snapshot) => show(runStateOf(snapshot)))
}
