import { ipcRenderer } from 'electron'

/** Listens to what main sends on a channel. What comes while nobody listens is kept for the first listener. */
export const openListener = <T>(channel: string): ((onMessage: (message: T) => void) => () => void) => {
  const listeners = new Set<(message: T) => void>()
  let early: readonly T[] = []
  ipcRenderer.on(channel, (_event: unknown, message: T) => {
    if (listeners.size === 0) early = [...early, message]
    for (const listener of listeners) listener(message)
  })
  return (onMessage) => {
    listeners.add(onMessage)
    const kept = early
    early = []
    kept.forEach(onMessage)
    return () => {
      listeners.delete(onMessage)
    }
  }
}
