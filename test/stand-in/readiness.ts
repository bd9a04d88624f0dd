/** Whether the app is ready, which half of Electron's modules check before they do anything. */
const state = { ready: false }

export const isReady = (): boolean => state.ready

export const becomeReady = (): void => {
  state.ready = true
}

/** @throws as Electron does, if something is used too early */
export const demandReady = (what: string): void => {
  if (!state.ready) throw new Error(`${what} before app is ready`)
}
