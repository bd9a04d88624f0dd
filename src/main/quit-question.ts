import type { MessageBoxOptions } from 'electron'

/** The button that stops the run. */
export const stopButton = 'Stop and Quit'
const keepButton = 'Keep Running'

/**
 * The question before quitting, with its buttons in the platform's order: the requested action is first on Windows
 * and macOS, last on Linux.
 */
export const quitQuestion = (
  platform: NodeJS.Platform,
): MessageBoxOptions & { readonly buttons: string[] } => {
  const buttons = platform === 'linux' ? [keepButton, stopButton] : [stopButton, keepButton]
  return {
    type: 'question',
    title: 'Sluice',
    message: 'A run is in progress. Stop it and quit?',
    detail:
      'Sluice finishes the messages that it holds, leaves the others on the queue, and then quits. Nothing is lost.',
    buttons,
    defaultId: buttons.indexOf(stopButton),
    cancelId: buttons.indexOf(keepButton),
    noLink: true,
  }
}
