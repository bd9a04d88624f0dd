import type { Page } from '@playwright/test'
import { makeFolders } from '../../e2e/folders.ts'
import { describeHost, findHost } from '../../e2e/host.ts'
import { launchApp } from '../../e2e/launch.ts'
import { openView } from '../../e2e/page-steps.ts'

/*
 * Measures the window with a very long list of rows (C17): its frames during scrolling, how many elements it draws,
 * and how soon distant rows are there. A separate program, as it drives the built app in a real browser; prints one
 * line of JSON. Its arguments are the URL of a database with the rows, and their number.
 */
const [databaseUrl = '', rows = '0'] = process.argv.slice(2)
const total = Number(rows)

/** Seconds of scrolling. */
const length = 5

const rowText = (index: number): string => (index + 1).toLocaleString('en')

/** The row with this number is in sight, and its values are there. */
const seen = async (page: Page, index: number): Promise<void> => {
  const line = page.locator(`tr[data-index="${index}"]:not([aria-busy])`)
  await line.waitFor({ timeout: 60_000 })
  const number = await line.locator('th').innerText()
  if (number !== rowText(index)) throw new Error(`Row ${index} says it is ${number}`)
}

const time = async (action: () => Promise<void>): Promise<number> => {
  const start = performance.now()
  await action()
  return performance.now() - start
}

/** Scrolls at an even pace, as a wheel does, and records the time of each frame. Runs in the page. */
const scrollOn = `new Promise((resolve) => {
  const list = document.querySelector('[data-testid=rows-scroll]')
  const gaps = []
  let most = 0
  let last = performance.now()
  const end = last + ${length} * 1000
  const tick = (now) => {
    gaps.push(now - last)
    last = now
    most = Math.max(most, list.querySelectorAll('tbody *').length)
    if (now > end) resolve({ gaps: gaps.slice(1), most })
    else {
      list.scrollTop += 90
      requestAnimationFrame(tick)
    }
  }
  requestAnimationFrame(tick)
})`

const folders = await makeFolders()
try {
  const app = await launchApp(folders, { DATABASE_URL: databaseUrl })
  try {
    const { page } = app
    await page.setViewportSize({ width: 1280, height: 800 })
    await openView(page, 'Rows')
    await seen(page, 0)
    const countAll = page.getByRole('button', { name: 'Count all' })
    const countMs = await time(async () => {
      if (await countAll.isVisible()) await countAll.click()
      await page.getByText(`of ${total.toLocaleString('en')}`).waitFor({ timeout: 120_000 })
    })
    const { gaps, most }: { gaps: number[]; most: number } = await page.evaluate(scrollOn)
    const grid = page.getByRole('grid', { name: 'Loaded rows' })
    const middle = Math.floor(total / 2)
    const middleMs = await time(async () => {
      await page.evaluate(
        `{ const list = document.querySelector('[data-testid=rows-scroll]'); list.scrollTop = (list.scrollHeight - list.clientHeight) / 2 }`,
      )
      await seen(page, middle)
    })
    await grid.focus()
    const lastMs = await time(async () => {
      await page.keyboard.press('Control+End')
      await seen(page, total - 1)
    })
    const sorted = gaps.toSorted((a, b) => a - b)
    const result = {
      rows: total,
      countMs,
      frames: gaps.length,
      frameMsMedian: sorted[Math.floor(sorted.length * 0.5)],
      frameMsP99: sorted[Math.floor(sorted.length * 0.99)],
      longestMs: sorted.at(-1),
      elements: most,
      middleMs,
      lastMs,
      host: describeHost(findHost()),
    }
    process.stdout.write(`${JSON.stringify(result)}\n`)
  } finally {
    await app.end()
  }
} finally {
  await folders.remove()
}
