import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startQueueThread } from '../../src/embedded/queue-host.ts'
import { makeMortalThreads } from '../support/mortal-thread.ts'
import { openClient } from './send.ts'
import { openAt, type QueueHouse } from './service.ts'

/** How a service ends: it answers open requests first, or it dies at once. */
export type Going = 'stopped' | 'killed'

/** A queue service that keeps its messages on disk, and so can be restarted. */
export interface KeptQueue extends QueueHouse {
  readonly restart: (going: Going) => Promise<void>
}

const accessKeyId = 'test'

/** The built-in queue, on its own thread at an address that stays the same. */
export const startKeptQueue = async (folder: string): Promise<KeptQueue> => {
  await mkdir(folder)
  const threads = await makeMortalThreads(folder)
  const service = await startQueueThread(threads.queue, { folder: join(folder, 'messages'), accessKeyId })
  const client = openClient(service.endpoint)

  // The test itself sends without faults: a message whose answer was lost could be sent twice.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(action: () => Promise<T>): Promise<T> => {
    const turn = last.then(action)
    last = turn.catch(() => undefined)
    return turn
  }

  const end = async (going: Going): Promise<void> => {
    if (going === 'stopped') return service.close()
    await threads.kill('queue')
    while (!(await service.hasEnded())) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  return {
    port: Number(new URL(service.endpoint).port),
    open: async (name, visibilitySeconds) => {
      const queue = await inTurn(() => openAt(client, name, visibilitySeconds))
      return {
        name,
        send: (messages) => inTurn(() => queue.send(messages)),
        depth: () => inTurn(queue.depth),
        held: () => inTurn(queue.held),
      }
    },
    restart: (going) =>
      inTurn(async () => {
        await end(going)
        await service.restart()
      }),
    close: async () => {
      client.destroy()
      await service.close()
    },
  }
}
