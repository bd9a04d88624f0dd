import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { openEngine } from '../../../src/app/engine.ts'
import { contend } from '../side.ts'
import { benchSettings } from './sluice-parts.ts'

/**
 * What Electron's main process does while the engine's thread drains at full speed: it passes frames on. Measures how
 * late its event loop ran, at the 99th percentile, in milliseconds, and how many frames came.
 */
await contend(async (options) => {
  const { count, engineThread } = options
  const settings = benchSettings(options)
  const engine = openEngine(pathToFileURL(engineThread ?? ''), settings)
  let frames = 0
  const ended = new Promise<void>((resolve) => {
    engine.listen((frame) => {
      frames += 1
      structuredClone(frame)
      if (frame.events.some((event) => event.type === 'run-ended')) resolve()
    })
  })
  for (;;) {
    const snapshot = await engine.send('getSnapshot', {})
    if (snapshot.ok && snapshot.value.connection.state === 'connected') break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return async () => {
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    await engine.send('startRun', { until: 'empty', maxMessages: count })
    await ended
    delay.disable()
    const snapshot = await engine.send('getSnapshot', {})
    const counts = snapshot.ok ? snapshot.value.run?.counts : undefined
    await engine.close()
    return { messages: counts?.received ?? 0, notes: { delayP99Ms: delay.percentile(99) / 1e6, frames } }
  }
})
