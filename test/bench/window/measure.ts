import { command, seed } from '../../e2e/command-line.ts'
import { makeFolders } from '../../e2e/folders.ts'
import { describeHost, findHost } from '../../e2e/host.ts'
import { launchApp } from '../../e2e/launch.ts'
import { expectWaiting } from '../../e2e/page-steps.ts'

/*
 * How the window bears a run at full speed (C16): its frames a second, its long tasks, and what comes to it from the engine.
 * A program of its own, as it drives the built app in a real browser; prints one line of JSON. The number of messages is its argument.
 */
const count = Number(process.argv[2] ?? 60_000)

const folders = await makeFolders()
try {
  await seed(folders, count, Math.round(count / 100))
  await command(folders, ['rows', '--limit', '1'])
  const app = await launchApp(folders)
  try {
    const { page } = app
    await page.setViewportSize({ width: 1280, height: 800 })
    await expectWaiting(page, (count + 100).toLocaleString('en'))
    await page.evaluate(() => {
      const seen = { gaps: [] as number[], tasks: [] as number[], frames: 0, largest: 0, startedAt: 0 }
      Object.assign(window, { seen })
      new PerformanceObserver((list) => {
        for (const task of list.getEntries()) seen.tasks.push(task.duration)
      }).observe({ entryTypes: ['longtask'] })
      let last = performance.now()
      const tick = (now: number): void => {
        if (seen.startedAt > 0) seen.gaps.push(now - last)
        last = now
        requestAnimationFrame(tick)
      }
      requestAnimationFrame(tick)
      window.sluice?.listen((frame) => {
        seen.frames += 1
        seen.largest = Math.max(seen.largest, JSON.stringify(frame).length)
      })
    })
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.evaluate(() =>
      Object.assign((window as unknown as { seen: object }).seen, {
        startedAt: performance.now(),
        tasks: [],
      }),
    )
    await page.getByTestId('run-end').waitFor({ timeout: 240_000 })
    const found = await page.evaluate(() => {
      const { seen } = window as unknown as {
        seen: { gaps: number[]; tasks: number[]; frames: number; largest: number; startedAt: number }
      }
      const gaps = [...seen.gaps].sort((a, b) => a - b)
      const seconds = (performance.now() - seen.startedAt) / 1_000
      return {
        seconds,
        framesPerSecondP5: 1_000 / (gaps[Math.floor(gaps.length * 0.95)] ?? NaN),
        framesPerSecondMedian: 1_000 / (gaps[Math.floor(gaps.length / 2)] ?? NaN),
        longTasks: seen.tasks.length,
        longestTaskMs: Math.max(0, ...seen.tasks),
        messagesPerSecond: seen.frames / seconds,
        largestBytes: seen.largest,
      }
    })
    const result = { ...found, rate: (count + 100) / found.seconds, host: describeHost(findHost()) }
    process.stdout.write(`${JSON.stringify(result)}\n`)
  } finally {
    await app.end()
  }
} finally {
  await folders.remove()
}
