import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { stillness } from './axe-steps.ts'
import { looks } from './looks.ts'
import { root } from './host.ts'
import { openBrowser, openPageIn } from './scripted-page.ts'
import { unshownFolder } from './picture-places.ts'

/*
 * Pictures of every view in every state, on a scripted engine: nothing in them depends on this machine. The layout is
 * taken in each size, the colours in the sizes where the layout differs most.
 */
const [least, small, usual, large, largest] = [
  { width: 640, height: 600 },
  { width: 900, height: 600 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 2560, height: 1440 },
] as const

const colours = [
  { name: 'light', colorScheme: 'light', forcedColors: 'none', sizes: [least, small, usual, large, largest] },
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none', sizes: [usual] },
  { name: 'forced', colorScheme: 'dark', forcedColors: 'active', sizes: [usual] },
] as const

/** How many looks are taken at a time, each on its own page. */
const atOnce = 2

/**
 * Takes them all.
 *
 * @param wanted takes only those whose name contains this
 */
export const takeLooks = async (wanted = ''): Promise<number> => {
  const folder = join(root, unshownFolder, 'looks')
  await mkdir(folder, { recursive: true })
  const browser = await openBrowser()
  const left = looks.filter(({ name }) => name.includes(wanted))
  let taken = 0
  const takeNext = async (): Promise<void> => {
    for (let look = left.shift(); look !== undefined; look = left.shift()) {
      const on = await openPageIn(browser)
      // The shortest range shows what was seen since the page was opened, which is nothing yet.
      await on.page.evaluate(`localStorage.setItem('sluice-history-range', 'quarter')`)
      await on.page.reload()
      await look.enter(on)
      for (const { name, sizes, ...media } of colours) {
        await on.page.emulateMedia({ ...media, reducedMotion: 'reduce' })
        await on.page.locator(`html[data-mantine-color-scheme="${media.colorScheme}"]`).waitFor()
        for (const size of sizes) {
          if (look.isSmall === true && size.width > usual.width) continue
          await on.page.setViewportSize(size)
          await on.page.evaluate(stillness)
          const file = `${look.name}-${size.width}-${name}.png`
          await on.page.screenshot({ path: join(folder, file), animations: 'disabled' })
          taken += 1
        }
      }
      await on.page.close()
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, takeNext))
    return taken
  } finally {
    await browser.close()
  }
}
