import { command, seed } from '../../e2e/command-line.ts'
import { makeFolders } from '../../e2e/folders.ts'
import { describeHost, findHost } from '../../e2e/host.ts'
import { launchApp } from '../../e2e/launch.ts'
import { expectWaiting } from '../../e2e/page-steps.ts'
import type { RunningApp } from '../../e2e/running-app.ts'
import { standing, watch, type Seen } from './seen.ts'

/*
 * How the window bears a run at full speed (C16): its frames a second, its long tasks, and what comes to it from the engine.
 * A program of its own, as it drives the built app in a real browser; prints one line of JSON. The number of messages is its argument.
 */
const count = Number(process.argv[2] ?? 60_000)

const measure = async ({ page }: RunningApp): Promise<Seen> => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await expectWaiting(page, (count + 100).toLocaleString('en'))
  await page.evaluate(watch)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.evaluate('seen.startedAt = performance.now(); seen.tasks.length = 0')
  await page.getByTestId('run-end').waitFor({ timeout: 240_000 })
  return await page.evaluate('({ ...seen, endedAt: performance.now() })')
}

const folders = await makeFolders()
try {
  await seed(folders, count, Math.round(count / 100))
  await command(folders, ['run', '--dry-run', '--max', '1'])
  const app = await launchApp(folders)
  try {
    const found = standing(await measure(app))
    const result = { ...found, rate: (count + 100) / found.seconds, host: describeHost(findHost()) }
    process.stdout.write(`${JSON.stringify(result)}\n`)
  } finally {
    await app.end()
  }
} finally {
  await folders.remove()
}
