import { expect, test, type Browser } from '@playwright/test'
import { expectNoViolations, expectReadableForced } from './axe-steps.ts'
import { looks } from './looks.ts'
import { lostShapes } from './forced-shapes.ts'
import { connectToFull, show } from './looks-world.ts'
import { overlappingTexts, sidewaysScroll } from './page-layout.ts'
import { cutWords } from './page-steps.ts'
import { openBrowser, openPageIn } from './scripted-page.ts'

/** Every view in every state, as in the pictures: each on its own page, in one browser. */
let browser: Browser
test.beforeAll(async () => {
  browser = await openBrowser()
})
test.afterAll(() => browser.close())

const sizes = [
  { width: 640, height: 600 },
  { width: 900, height: 600 },
  { width: 1280, height: 800 },
  { width: 2560, height: 1440 },
]

/** One of each kind; the others take minutes, and run where everything is checked. */
const core: ReadonlySet<string> = new Set([
  ...['monitor-first-start', 'rejected-both-gone', 'rows-summary', 'bench', 'event-editor'],
])

for (const { name, enter, primary } of looks)
  test(
    `${name}: one primary button at most, nothing cut off or on top of another, and nothing that axe objects to, at every size and in all colours`,
    { tag: core.has(name) ? [] : ['@long'] },
    async () => {
      const on = await openPageIn(browser)
      const { page } = on
      await enter(on)
      // What covers the view decides while it is open.
      const dialog = page.getByRole('dialog')
      const within = (await dialog.count()) > 0 ? dialog : page.locator('body')
      const filled = within.locator('[data-variant="filled"]:is(button, a)').locator('visible=true')
      await expect(filled).toHaveText(primary === null ? [] : [primary])
      for (const size of sizes)
        await test.step(`${size.width} × ${size.height}`, async () => {
          await page.setViewportSize(size)
          expect(await sidewaysScroll(page)).toBe(0)
          expect(await overlappingTexts(page)).toEqual([])
          expect(await cutWords(page)).toEqual([])
        })
      await expectReadableForced(page, name)
      expect(await lostShapes(page)).toEqual([])
      for (const size of [sizes[0], sizes[2]])
        if (size !== undefined) {
          await page.setViewportSize(size)
          await expectNoViolations(page, `${name} at ${size.width}`)
        }
      await page.close()
    },
  )

test('each name of a look exists once, as its pictures are named after it', () => {
  const names = looks.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const name of core) expect(names).toContain(name)
})

/** What each view is there for; Settings are lines to be read, and no wider than these. */
const mainPart = {
  monitor: 'canvas',
  rows: '[role="grid"]',
  rejected: '[aria-label="Rejected messages"]',
  runs: 'table',
}

test('what each view is there for has the room of a large window, to its right and its lower edge', async () => {
  const on = await openPageIn(browser)
  await on.page.setViewportSize({ width: 2560, height: 1440 })
  await connectToFull(on)
  for (const [view, selector] of Object.entries(mainPart)) {
    await show(on, view as keyof typeof mainPart)
    const part = on.page.locator(`main ${selector}`).locator('visible=true').last()
    const beyond = async () => {
      const box = await part.boundingBox()
      return box === null ? Infinity : Math.max(2560 - box.x - box.width, 1440 - box.y - box.height)
    }
    // The edges around it, a legend and the status line.
    await expect.poll(beyond, { message: view }).toBeLessThan(100)
  }
  await on.page.close()
})
