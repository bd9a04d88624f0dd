import { chromium, expect, test, type Browser } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportName } from '../../src/contract/exports.ts'
import { logins } from '../../src/contract/logins.ts'
import { chromiumArguments, chromiumPath } from '../stand-in/chromium.ts'
import { expectNoViolations } from './axe-steps.ts'
import { expectWaiting, openView, runUntilEmpty, startLimit } from './page-steps.ts'
import { withDatabase } from './own-database.ts'
import { environment, makeFolders, type Folders } from './folders.ts'
import { root } from './host.ts'
import { endChild, exitOf, type Exit } from './running-app.ts'

let folders: Folders
let server: ChildProcess
let exit: Promise<Exit>
let browser: Browser
let written = ''

/** Starts the server, over the data of the start before if there was one. */
const serve = (port: string): void => {
  const env = environment(folders.data)
  server = spawn(process.execPath, ['out/main/cli.js', 'serve', '--port', port, '--no-open'], {
    cwd: root,
    env,
  })
  server.stdout?.setEncoding('utf8').on('data', (chunk: string) => (written += chunk))
  exit = exitOf(server)
}

/** The link that the latest start has printed. */
const linkPrinted = async (): Promise<string> => {
  const link = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}/
  await expect.poll(() => written, { timeout: startLimit }).toMatch(link)
  return link.exec(written)?.[0] ?? ''
}

test.beforeEach(async () => {
  folders = await makeFolders()
  written = ''
  serve('0')
  browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments() })
})

test.afterEach(async () => {
  await browser.close()
  await endChild(server, exit)
  await folders.remove()
})

test('the page without Electron: one line with its address, 99 loaded and 1 rejected, a clean end', async () => {
  await expect.poll(() => written, { timeout: startLimit }).toContain('\n')
  const [line = ''] = written.split('\n')
  const [url] = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}/.exec(line) ?? []
  expect(url).toBeDefined()

  const page = await browser.newPage()
  await page.goto(url ?? '')
  await expectWaiting(page, '100')
  // The token is in no history.
  expect(page.url()).not.toContain('token')
  await runUntilEmpty(page)
  await expect(page.getByTestId('count-loaded')).toHaveText('99')
  await expect(page.getByTestId('count-rejected')).toHaveText('1')
  await page.reload()
  await expect(page.getByTestId('count-loaded')).toHaveText('99')
  await openView(page, 'Rows')
  await expect(page.getByRole('grid', { name: 'Loaded rows' }).locator('tbody tr').first()).toBeVisible()

  await openView(page, 'Settings')
  const sections = page.getByRole('navigation', { name: 'Sections of the settings' })
  await expect(sections.getByRole('button')).toHaveText(['Connections', 'Pipeline', 'Keys', 'Appearance'])

  expect(written.trimEnd().split('\n')).toHaveLength(1)
  server.kill('SIGTERM')
  expect(await exit).toEqual({ code: 0, signal: null })
})

test('the page without its token says so and shows nothing', async () => {
  await expect.poll(() => written, { timeout: startLimit }).toContain('\n')
  const [origin = ''] = /http:\/\/127\.0\.0\.1:\d+\//.exec(written) ?? []
  const page = await browser.newPage()
  await page.goto(origin)
  await expect(page.getByText(/link/i).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toHaveCount(0)
})

test('the page without Electron: the filtered rows are downloaded, once, and nothing of them remains', async () => {
  await expect.poll(() => written, { timeout: startLimit }).toContain('\n')
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}/.exec(written) ?? []
  const page = await browser.newPage()
  await page.goto(url)
  await expectWaiting(page, '100')
  await runUntilEmpty(page)
  await openView(page, 'Rows')
  await page.getByLabel('Filter device_type', { exact: true }).fill('ios')
  const shown = page.getByRole('grid', { name: 'Loaded rows' }).locator('tbody td[data-column="1"]')
  await expect.poll(async () => new Set(await shown.allInnerTexts())).toEqual(new Set(['ios']))
  const count = await withDatabase(folders, async (client) => {
    const { rowCount } = await client.query(`select from user_logins where device_type = 'ios'`)
    return rowCount ?? 0
  })
  expect(count).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Export', exact: true }).locator('visible=true').click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'JSON lines' }).click(),
  ])
  expect(download.suggestedFilename()).toBe(
    exportName('rows', 'jsonl', { day: new Date(), table: logins.table.name }),
  )
  expect(download.url()).not.toContain(new URL(url).hash.replace('#token=', ''))
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n')
  const types = lines.map((line) => (JSON.parse(line) as { device_type: string }).device_type)
  expect(types).toEqual(Array.from({ length: count }, () => 'ios'))
  await expect(page.getByText(`${count} rows exported to`)).toBeVisible()
  const kept = async () =>
    (await readdir(join(folders.data, 'exports'), { recursive: true })).filter((name) =>
      /\.jsonl$/.test(name),
    )
  await expect.poll(kept).toEqual([])
})

test('a page whose server was started again says so and how to go on, and a new link goes on from there', async () => {
  const first = await linkPrinted()
  const page = await browser.newPage()
  await page.goto(first)
  await expectWaiting(page, '100')
  await runUntilEmpty(page)

  server.kill('SIGTERM')
  await exit
  await expect(page.getByRole('alert')).toContainText('Sluice does not answer.')
  await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText('Disconnected')

  written = ''
  serve(new URL(first).port)
  const second = await linkPrinted()
  const told = page.getByRole('main')
  await expect(told).toContainText('Sluice was started again', { timeout: startLimit })
  await expect(told).toContainText('Open the link that sluice serve printed when it started')
  await expect(page.getByRole('button')).toHaveCount(0)
  await expectNoViolations(page, 'a page of the start before')

  // Its token stays that of the start before, and the code of that start opens nothing any more.
  await page.reload()
  await expect(told).toContainText('Sluice was started again')
  const other = await browser.newPage()
  await other.goto(first)
  await expect(other.getByRole('main')).toContainText("This page's link has expired")

  await page.goto(second)
  await expect(page.getByTestId('count-loaded')).toHaveText('99')
  await openView(page, 'Rows')
  await expect(page.getByRole('grid', { name: 'Loaded rows' }).locator('tbody tr').first()).toBeVisible()
})
