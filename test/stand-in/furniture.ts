import type {
  Dialog,
  MessageBoxOptions,
  MessageBoxReturnValue,
  NativeTheme,
  OpenDialogReturnValue,
  SaveDialogReturnValue,
  Shell,
} from 'electron'

/* What has no place in a headless page: recorded, so that main can call it and tests can inspect it. */

/** A dialog without a person stays until it is withdrawn, which counts as Escape. Tests answer in its place. */
const showMessageBox = async (
  ...args: readonly [MessageBoxOptions] | readonly [unknown, MessageBoxOptions]
): Promise<MessageBoxReturnValue> => {
  const { signal, cancelId = 0 } = args.length === 1 ? args[0] : args[1]
  const taken = { response: cancelId, checkboxChecked: false }
  if (signal?.aborted) return taken
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(taken), { once: true }))
}

/** Without a person, it is dismissed. Tests answer in its place. */
const showSaveDialog = (): Promise<SaveDialogReturnValue> => Promise.resolve({ canceled: true, filePath: '' })

const showOpenDialog = (): Promise<OpenDialogReturnValue> =>
  Promise.resolve({ canceled: true, filePaths: [] })

export const dialog: Pick<Dialog, 'showErrorBox' | 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'> = {
  /** As Electron does on Linux before the app is ready: to the terminal, without waiting. */
  showErrorBox: (title, content) => console.error(`${title}\n${content}`),
  showMessageBox,
  showOpenDialog,
  showSaveDialog,
}

export const nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'> = { shouldUseDarkColors: false }

/** The stand-in reaches a network only if a test serves one; anyone else gets an error. */
export const net = {
  fetch: (url: string, init: RequestInit) =>
    process.env.STAND_IN_NETWORK === '1'
      ? fetch(url, init)
      : Promise.reject(new Error('The stand-in for Electron asks nobody')),
}

/** Nothing is ever opened outside, nor shown by another program; anyone who tries gets an error. */
export const shell: Pick<Shell, 'openExternal' | 'showItemInFolder'> = {
  openExternal: () => Promise.reject(new Error('The stand-in for Electron opens nothing outside')),
  showItemInFolder: (path) => console.error(`The stand-in for Electron shows no folder: ${path}`),
}
