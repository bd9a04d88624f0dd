import type {
  Dialog,
  MessageBoxOptions,
  MessageBoxReturnValue,
  NativeTheme,
  OpenDialogReturnValue,
  SaveDialogReturnValue,
  Shell,
} from 'electron'

/* What has no place in a headless page: kept, so that main may ask for it and tests may look at it. */

/** A box with nobody in front of it stays until it is taken back, which counts as Escape. Tests answer in its place. */
const showMessageBox = async (
  ...args: readonly [MessageBoxOptions] | readonly [unknown, MessageBoxOptions]
): Promise<MessageBoxReturnValue> => {
  const { signal, cancelId = 0 } = args.length === 1 ? args[0] : args[1]
  const taken = { response: cancelId, checkboxChecked: false }
  if (signal?.aborted) return taken
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(taken), { once: true }))
}

/** With nobody in front of it, it is dismissed. Tests answer in its place. */
const showSaveDialog = (): Promise<SaveDialogReturnValue> => Promise.resolve({ canceled: true, filePath: '' })

const showOpenDialog = (): Promise<OpenDialogReturnValue> =>
  Promise.resolve({ canceled: true, filePaths: [] })

export const dialog: Pick<Dialog, 'showErrorBox' | 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'> = {
  /** As Electron does on Linux before the app is ready: to the terminal, waiting for nobody. */
  showErrorBox: (title, content) => console.error(`${title}\n${content}`),
  showMessageBox,
  showOpenDialog,
  showSaveDialog,
}

export const nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'> = { shouldUseDarkColors: false }

/** The stand-in reaches a network only where a test serves one; whoever else tries is told. */
export const net = {
  fetch: (url: string, init: RequestInit) =>
    process.env.STAND_IN_NETWORK === '1'
      ? fetch(url, init)
      : Promise.reject(new Error('The stand-in for Electron asks nobody')),
}

/** Nothing is ever opened outside, nor shown by another program; whoever tries is told. */
export const shell: Pick<Shell, 'openExternal' | 'showItemInFolder'> = {
  openExternal: () => Promise.reject(new Error('The stand-in for Electron opens nothing outside')),
  showItemInFolder: (path) => console.error(`The stand-in for Electron shows no folder: ${path}`),
}
