import { parentPort, workerData } from 'node:worker_threads'
import type { EngineReply, EngineRequest, EngineStart } from './engine-protocol.ts'
import { createMonitor } from './monitor.ts'

/** The engine on a thread of its own, so that no window ever waits for the pipeline. Speaks `EngineRequest` and `EngineReply`. */
const port = parentPort
if (port === null) throw new Error('engine-thread.ts runs as a worker thread only')

const { settings, queueThread } = workerData as EngineStart
const monitor = createMonitor(settings, new URL(queueThread))
const reply = (message: EngineReply): void => port.postMessage(message)

monitor.listen((frame) => reply({ type: 'frame', frame }))
port.on('message', (request: EngineRequest) => {
  if (request.type === 'close') {
    void monitor.close().finally(() => process.exit(0))
    return
  }
  const answer =
    request.type === 'export'
      ? monitor.exportTo(request.request, request.path)
      : monitor.send(request.name, request.input as never)
  void answer.then((result) => reply({ type: 'result', id: request.id, result }))
})
