import { dialog, type FileFilter } from 'electron'
import { formatNames } from '../contract/exports.ts'
import type { AskWhich } from './choose-event.ts'
import type { AskWhere } from './save-exports.ts'
import type { AskWhereRule } from './save-rules.ts'
import type { Windows } from './windows.ts'

/** Asks in the system's dialog, which also asks before it accepts the name of an existing file. */
export const askWhere =
  (windows: Pick<Windows, 'all'>): AskWhere =>
  (name, format) =>
    askPlace(windows, name, { name: formatNames[format], extensions: [format] })

/** The same for a rule. */
export const askWhereRule =
  (windows: Pick<Windows, 'all'>): AskWhereRule =>
  (name) =>
    askPlace(windows, name, { name: 'Rules', extensions: ['json'] })

const askPlace = async (
  windows: Pick<Windows, 'all'>,
  name: string,
  kind: FileFilter,
): Promise<string | null> => {
  const [window] = windows.all()
  const options = {
    title: 'Export',
    defaultPath: name,
    filters: [kind],
    properties: ['showOverwriteConfirmation' as const, 'createDirectory' as const],
  }
  const { canceled, filePath } = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options))
  return canceled || filePath === '' ? null : filePath
}

/** Asks for one existing file. */
export const askWhich =
  (windows: Pick<Windows, 'all'>): AskWhich =>
  async () => {
    const [window] = windows.all()
    const options = {
      title: 'Definition of the event',
      filters: [{ name: 'Definitions of events', extensions: ['json'] }],
      properties: ['openFile' as const],
    }
    const { canceled, filePaths } = await (window === undefined
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options))
    return canceled ? null : (filePaths[0] ?? null)
  }
