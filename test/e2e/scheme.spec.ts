import { expect, type Page } from '@playwright/test'
import { drainedTest as test } from './app.ts'

/** The brightness of what is behind the page, from 0 to 255. */
const brightness = async (page: Page): Promise<number> => {
  const image = await page.screenshot({
    clip: { x: 700, y: 780, width: 4, height: 4 },
    animations: 'disabled',
  })
  return page.evaluate(async (base64) => {
    const world = globalThis as unknown as {
      createImageBitmap(blob: Blob): Promise<unknown>
      OffscreenCanvas: new (
        width: number,
        height: number,
      ) => {
        getContext(kind: '2d'): {
          drawImage(image: unknown, x: number, y: number): void
          getImageData(x: number, y: number, w: number, h: number): { readonly data: Uint8ClampedArray }
        }
      }
    }
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const drawing = new world.OffscreenCanvas(1, 1).getContext('2d')
    drawing.drawImage(await world.createImageBitmap(new Blob([bytes], { type: 'image/png' })), 0, 0)
    return drawing.getImageData(0, 0, 1, 1).data[0] ?? -1
  }, image.toString('base64'))
}

test('is light or dark as a person chooses, and remembers it', async ({ app: { page } }) => {
  const choose = (name: string) =>
    page.getByRole('radiogroup', { name: 'Colours' }).locator('label', { hasText: name }).click()
  await choose('Dark')
  await expect.poll(() => brightness(page)).toBeLessThan(60)
  await choose('Light')
  await expect.poll(() => brightness(page)).toBeGreaterThan(200)
  await choose('Dark')
  await expect.poll(() => brightness(page)).toBeLessThan(60)
  await page.reload()
  await expect.poll(() => brightness(page)).toBeLessThan(60)
})

test('follows the system until a person chooses', async ({ app: { page } }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(() => brightness(page)).toBeLessThan(60)
  await page.emulateMedia({ colorScheme: 'light' })
  await expect.poll(() => brightness(page)).toBeGreaterThan(200)
})
