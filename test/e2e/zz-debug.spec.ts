import { chromium, test } from '@playwright/test'
import { failure } from '../../src/contract/failure.ts'
import { chromiumArguments, chromiumPath } from '../stand-in/chromium.ts'
import { serveBuiltPage } from './built-page.ts'
import { firstPlace, scriptMonitor, secondPlace } from './scripted-monitor.ts'
test('shots', async () => {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments() })
  const page = await browser.newPage({ viewport: { width: 900, height: 600 } })
  page.on('console', (m) => console.log('console', m.text()))
  page.on('pageerror', (e) => console.log('pageerror', e.message, e.stack))
  const address = await serveBuiltPage(page)
  const monitor = await scriptMonitor(page)
  await page.goto(address)
  const shot = async (name: string) => {
    await page.waitForTimeout(900)
    await page.screenshot({ path: `/tmp/known-${name}.png` })
  }
  const go = (view: string) => page.evaluate(`location.hash = '#/${view}'`)
  await monitor.connectTo(firstPlace)
  await go('rows')
  await shot('rows')
  console.log('SENT', monitor.sent().slice(-12).join(' '))
  await monitor.neighbour('database', 'away')
  await shot('rows-gone')
  await go('rejected')
  await shot('rejected-cold')
  await monitor.neighbour('database', 'reachable')
  await shot('rejected')
  await monitor.neighbour('queue', 'away')
  await monitor.neighbour('database', 'away')
  await shot('rejected-both')
  await go('monitor')
  await shot('monitor-both')
  await monitor.failToConnect(
    failure('database-missing', { address: 'bad.test:5432', database: 'typo' }),
    null,
  )
  await shot('monitor-bad')
  await go('runs')
  await shot('runs-bad')
  await go('settings')
  await shot('settings-bad')
  await monitor.connectTo(secondPlace)
  await go('runs')
  await shot('runs')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 1280, height: 800 })
  await monitor.neighbour('queue', 'away')
  await go('monitor')
  await shot('monitor-queue-dark')
  await monitor.neighbour('database', 'restarting')
  await shot('monitor-restarting-dark')
  await browser.close()
})
