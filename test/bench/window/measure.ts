import { command, seed } from '../../e2e/command-line.ts'
import { makeFolders } from '../../e2e/folders.ts'
import { engineSnapshot, turnWindow } from '../../e2e/desktop-steps.ts'
import { describeHost, findHost } from '../../e2e/host.ts'
import { launchApp } from '../../e2e/launch.ts'
import { expectWaiting } from '../../e2e/page-steps.ts'
import type { RunningApp } from '../../e2e/running-app.ts'
import { standing, watch, type Seen } from './seen.ts'

/*
 * Measures the window during a run at full speed (C16): its frames a second, its long tasks, and what comes from the
 * engine; and the run's speed, in sight or hidden (C19). A separate program, as it drives the built app in a real
 * browser; prints one line of JSON. Its arguments are the number of messages and `hidden` or `shown`.
 */
const count = Number(process.argv[2] ?? 60_000)
const hidden = process.argv[3] === 'hidden'

const measure = async (app: RunningApp) => {
  const { page } = app
  await page.setViewportSize({ width: 1280, height: 800 })
  await expectWaiting(page, (count + 100).toLocaleString('en'))
  await page.evaluate(watch)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  if (hidden) await turnWindow(app, 'hide')
  await page.evaluate('seen.startedAt = performance.now(); seen.tasks.length = 0')
  await page.getByTestId('run-end').waitFor({ timeout: 240_000 })
  const found: Seen = await page.evaluate('({ ...seen, endedAt: performance.now() })')
  // By the engine's own clock: a hidden window learns of the end up to a second later.
  const { run } = await engineSnapshot(page)
  if (!run?.end) throw new Error('The run has no end')
  return { ...standing(found), rate: ((count + 100) * 1_000) / (run.end.at - run.startedAt) }
}

const folders = await makeFolders()
try {
  await seed(folders, count, Math.round(count / 100))
  await command(folders, ['run', '--dry-run', '--max', '1'])
  const app = await launchApp(folders)
  try {
    const result = { ...(await measure(app)), host: describeHost(findHost()) }
    process.stdout.write(`${JSON.stringify(result)}\n`)
  } finally {
    await app.end()
  }
} finally {
  await folders.remove()
}
