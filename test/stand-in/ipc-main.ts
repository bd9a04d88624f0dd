import { EventEmitter } from 'node:events'
import type { IpcMain, IpcMainInvokeEvent } from 'electron'

type Listener = Parameters<IpcMain['handle']>[1]

const handlers = new Map<string, Listener>()

class StandInIpcMain extends EventEmitter implements Pick<IpcMain, 'handle' | 'removeHandler'> {
  handle(channel: string, listener: Listener): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, listener)
  }

  removeHandler(channel: string): void {
    handlers.delete(channel)
  }
}

export const ipcMain = new StandInIpcMain()

/**
 * Answers a page's `invoke`. The arguments and the result are cloned, as between processes, so that what cannot be
 * cloned is refused.
 *
 * @throws what the handler throws, or that there is none, or a `DataCloneError`
 */
export const invokeHandler = async (
  channel: string,
  event: IpcMainInvokeEvent,
  args: readonly unknown[],
): Promise<unknown> => {
  const listener = handlers.get(channel)
  if (listener === undefined) throw new Error(`No handler registered for '${channel}'`)
  return structuredClone<unknown>(await listener(event, ...structuredClone(args)))
}
