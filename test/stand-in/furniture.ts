import type { Dialog, NativeTheme, Shell } from 'electron'

/* What has no place in a headless page: kept, so that main may ask for it and tests may look at it. */

/** As Electron does on Linux before the app is ready: to the terminal, waiting for nobody. */
export const dialog: Pick<Dialog, 'showErrorBox'> = {
  showErrorBox: (title, content) => console.error(`${title}\n${content}`),
}

export const nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'> = { shouldUseDarkColors: false }

/** Nothing is ever opened outside; whoever tries is told. */
export const shell: Pick<Shell, 'openExternal'> = {
  openExternal: () => Promise.reject(new Error('The stand-in for Electron opens nothing outside')),
}
