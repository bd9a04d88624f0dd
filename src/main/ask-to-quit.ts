import { dialog } from 'electron'
import { quitQuestion, stopButton } from './quit-question.ts'
import type { Windows } from './windows.ts'

/** Asks whether to quit during a run. `signal` withdraws the question, which counts as no. */
export const askToQuit = async (windows: Windows, signal: AbortSignal): Promise<boolean> => {
  const question = quitQuestion(process.platform)
  const [window] = windows.all()
  if (window !== undefined) windows.show()
  const options = { ...question, signal }
  const { response } = await (window === undefined
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options))
  return question.buttons[response] === stopButton
}
