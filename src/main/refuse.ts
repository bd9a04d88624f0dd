import { app, dialog } from 'electron'
import { describeFailure, failure, FailureError, type Failure } from '../contract/failure.ts'
import { leaveStartMark } from './start-mark.ts'

/**
 * Says why the app cannot start, in the terminal and, if there is a screen, in a dialog, and exits: with 2 for wrong
 * settings, with 1 for anything else.
 */
export const refuseToStart = async (cause: Failure, exitCode: 1 | 2): Promise<void> => {
  const { sentence, advice } = describeFailure(cause)
  process.stderr.write(`${sentence} ${advice}\n`)
  leaveStartMark('refused')
  // The app will never be ready then.
  if (cause.code === 'screen-missing') return app.exit(exitCode)
  await app.whenReady()
  dialog.showErrorBox('Sluice cannot start', `${sentence}\n\n${advice}`)
  app.exit(exitCode)
}

/** The failure behind an exception, or only its error code: a message may quote what is not ours to show. */
export const failureOf = (cause: unknown): Failure => {
  if (cause instanceof FailureError) return cause.failure
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null
  return failure('internal', code === null ? {} : { code })
}
