import { chromium, test } from '@playwright/test'
import { failure } from '../../src/contract/failure.ts'
import { chromiumArguments, chromiumPath } from '../stand-in/chromium.ts'
import { serveBuiltPage } from './built-page.ts'
import { firstPlace, scriptMonitor, secondPlace } from './scripted-monitor.ts'
test('shots', async () => {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments() })
  const page = await browser.newPage({ viewport: { width: 900, height: 600 } })
  page.on('pageerror', (e) => console.log('pageerror', e.message, e.stack))
  const address = await serveBuiltPage(page)
  const monitor = await scriptMonitor(page)
  await page.goto(address)
  const shot = async (name: string) => {
    await page.waitForTimeout(700)
    await page.screenshot({ path: `/tmp/known-${name}.png` })
  }
  const go = (view: string) => page.evaluate(`location.hash = '#/${view}'`)
  await monitor.connectTo(firstPlace)
  const at = Date.now()
  await monitor.emit({ type: 'run-started', runId: 'r', at: at - 60_000, until: 'empty', maxMessages: null, maxSeconds: null })
  await monitor.emit({ type: 'run-settled', at: at - 1_000, counts: { received: 490, loaded: 60, duplicates: 10, rejected: 30, released: 390 } })
  await monitor.emit({ type: 'run-ended', at, outcome: 'stopped', failure: null })
  await monitor.emit({ type: 'depth', depth: { visible: 1_200, inFlight: 0, delayed: 0, at: at + 100 } })
  await shot('ended')
  await page.getByRole('button', { name: /Limit of the run/ }).click()
  await page.getByRole('textbox', { name: 'Message limit' }).fill('1e9'); await shot('limit')
  await page.keyboard.press('Escape')
  await monitor.neighbour('queue', 'away'); await monitor.neighbour('database', 'away'); await shot('monitor-both')
  await page.getByRole('button', { name: /Connection:/ }).click(); await shot('switch')
  await page.keyboard.press('Escape')
  await monitor.failToConnect(failure('database-missing', { address: 'bad.test:5432', database: 'typo' }), null)
  await shot('monitor-bad')
  await page.setViewportSize({ width: 1280, height: 800 }); await page.emulateMedia({ colorScheme: 'dark' })
  await monitor.failToConnect(failure('key-mismatch', { purpose: 'mask' }), null); await shot('key-dark')
  await go('settings'); await shot('settings-dark')
  await monitor.connectTo(secondPlace); await go('runs'); await page.getByRole('row').nth(1).click(); await shot('runs-dark')
  await monitor.neighbour('database', 'restarting'); await shot('runs-restarting-dark')
  await browser.close()
})
