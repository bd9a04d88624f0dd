import type { ConnectionOutputs } from '../../contract/connection.ts'
import type { Settings } from '../config.ts'
import type { ConnectedWork } from '../connected-work.ts'
import type { SettingsFile } from '../settings-file.ts'
import type { Handlers } from './handlers.ts'

/** Reopening the connection, refused with `run-active` during a run. */
export interface Reopening {
  /** @param mayAlterTable whether a table that holds rows may be changed to fit; by default as the command line says */
  readonly reopen: (mayAlterTable?: boolean) => Promise<null>
  /** With what was agreed to about the event's definition, if anything. */
  readonly reopenWith: (agreed: NonNullable<Settings['accepted']> | null) => Promise<null>
}

/** @param usually whether the command line allows a table to be changed */
export const createReopening = (
  { life, inForce, refuseDuringRun }: Pick<ConnectedWork, 'life' | 'inForce' | 'refuseDuringRun'>,
  usually: boolean,
): Reopening => {
  const reopen: Reopening['reopen'] = async (mayAlterTable = usually) => {
    refuseDuringRun()
    await life.reopen(mayAlterTable)
    return null
  }
  return {
    reopen,
    reopenWith: async (agreed) => {
      refuseDuringRun()
      if (agreed !== null) inForce.accept(agreed)
      return reopen()
    },
  }
}

/** What a person can do about the connection itself. */
export const createConnectionHandlers = (
  { broadcast, life, runs, looks, file, inForce, refuseDuringRun }: ConnectedWork,
  { reopen, reopenWith }: Reopening,
): Handlers<keyof ConnectionOutputs> => ({
  getSnapshot: async () => broadcast.snapshot(),
  reconnect: () => reopen(),
  tryNow: async () => {
    runs.hurry()
    looks.hurry()
    await life.tryNow()
    return null
  },
  alterTable: () => reopen(true),
  rejectMisfits: async () => {
    refuseDuringRun()
    rejectMisfits(file)
    return reopen()
  },
  useBuiltInDatabase: async () => {
    refuseDuringRun()
    inForce.chooseBuiltIn()
    return reopen()
  },
  acceptEvent: ({ seen, fields }) => reopenWith({ asked: true, fields, seen }),
})

/** From now on a column may stay narrower than its field; what does not fit is rejected. */
const rejectMisfits = (file: SettingsFile): void => {
  const stored = file.read()
  const { preferences } = stored
  const pipeline = { ...preferences.pipeline, rejectMisfits: true }
  file.write({ ...stored, preferences: { ...preferences, pipeline } })
}
