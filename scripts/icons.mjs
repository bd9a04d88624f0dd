// npm run icons: draws src/renderer/public/icon.svg in every size that a system needs, with the tests' Chromium. The
// result is committed, so that packing needs neither a browser nor a converter.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { ensureChromium } from './lib/chromium-install.mjs'
import { icnsOf, icoOf, macSizes, pngSizes, windowsSizes } from './lib/icon-files.mjs'
import { prepare } from './lib/prepare.mjs'
import { inRoot } from './lib/root.mjs'
import { main, say } from './lib/say.mjs'

/** A Mac's icons leave a margin around their tile: 100 of 1024 on each side (Apple's template for app icons). */
const macMargin = 100 / 1024

/**
 * Runs in the page: draws the picture once and returns it as a PNG and as its pixels, four bytes each: red, green,
 * blue, alpha.
 */
const drawInPage = async ({ source, size, margin }) => {
  const { Image, OffscreenCanvas, btoa } = globalThis
  const image = new Image()
  image.src = `data:image/svg+xml;base64,${btoa(source)}`
  await image.decode()
  const canvas = new OffscreenCanvas(size, size)
  const context = canvas.getContext('2d')
  const edge = margin * size
  context.drawImage(image, edge, edge, size - 2 * edge, size - 2 * edge)
  const inBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  const png = await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer()
  const pixels = size > 64 ? [] : context.getImageData(0, 0, size, size).data
  return { png: inBase64(new Uint8Array(png)), pixels: inBase64(pixels) }
}

await main(async () => {
  await prepare({ built: false })
  const { chromium } = await import('@playwright/test')
  const source = readFileSync(inRoot('src/renderer/public/icon.svg'), 'utf8')
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    const page = await browser.newPage()
    const draw = async (size, margin = 0) => {
      const { png, pixels } = await page.evaluate(drawInPage, { source, size, margin })
      return { size, png: Buffer.from(png, 'base64'), pixels: Buffer.from(pixels, 'base64') }
    }
    const drawAll = async (sizes, margin) => {
      const drawn = []
      for (const size of sizes) drawn.push(await draw(size, margin))
      return drawn
    }
    mkdirSync(inRoot('packaging/icons'), { recursive: true })
    for (const { size, png } of await drawAll(pngSizes))
      writeFileSync(inRoot(`packaging/icons/${size}x${size}.png`), png)
    writeFileSync(inRoot('packaging/icon.ico'), icoOf(await drawAll(windowsSizes)))
    writeFileSync(inRoot('packaging/icon.icns'), icnsOf(await drawAll(macSizes, macMargin)))
    writeFileSync(inRoot('src/renderer/public/icon.png'), (await draw(256)).png)
  } finally {
    await browser.close()
  }
  say('Drawn: packaging/icons, packaging/icon.ico, packaging/icon.icns, src/renderer/public/icon.png.')
  return 0
})
