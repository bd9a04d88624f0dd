import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { coloursOf, readPng } from './png.ts'

const inRoot = (path: string) => resolve(import.meta.dirname, '../..', path)
const read = (path: string) => readFileSync(inRoot(path))

/** The colours of the drawing. */
const drawn = [
  ...read('src/renderer/public/icon.svg')
    .toString()
    .matchAll(/#[\da-f]{6}/g),
].map(([one]) => one)

describe('the icon', () => {
  it.each([16, 24, 32, 48, 64, 96, 128, 256, 512, 1024])(
    'exists for Linux in %i pixels: square, of that size, and drawn',
    (size) => {
      const picture = readPng(read(`packaging/icons/${size}x${size}.png`))
      expect([picture.width, picture.height]).toEqual([size, size])
      // Gate, air, and the water on both sides, in the smallest too.
      const colours = coloursOf(picture)
      for (const colour of ['#ffffff', '#0a4b5c', '#54bcd6', '#2b92ad']) expect(colours).toContain(colour)
      expect(picture.pixels[3], 'The corner is round').toBeLessThan(255)
    },
  )

  it('has no size for Linux that is not tested', () => {
    expect(readdirSync(inRoot('packaging/icons'))).toHaveLength(10)
  })

  it('was made from the drawing as it is: each of its colours is in the largest size (npm run icons)', () => {
    expect(drawn.length).toBeGreaterThan(4)
    const colours = coloursOf(readPng(read('packaging/icons/1024x1024.png')))
    for (const colour of drawn) expect(colours).toContain(colour)
  })

  it('goes with the page, for the window on Linux and for the tab of a browser', () => {
    expect(readPng(read('src/renderer/public/icon.png')).width).toBe(256)
    expect(read('src/renderer/index.html').toString()).toContain('<link rel="icon" href="/icon.svg" />')
  })

  it('exists for Windows in nine sizes, small ones as bitmaps, which every installer reads', () => {
    const file = read('packaging/icon.ico')
    expect([file.readUInt16LE(0), file.readUInt16LE(2)]).toEqual([0, 1])
    const entries = Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
      const at = 6 + 16 * index
      const start = file.readUInt32LE(at + 12)
      const content = file.subarray(start, start + file.readUInt32LE(at + 8))
      return { size: file[at] || 256, height: file[at + 1] || 256, content }
    })
    expect(entries.map(({ size }) => size)).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256])
    for (const { size, height, content } of entries) {
      expect(height).toBe(size)
      if (size > 64) expect(readPng(content).width).toBe(size)
      else {
        expect([content.readUInt32LE(0), content.readInt32LE(4), content.readInt32LE(8)]).toEqual([
          40,
          size,
          2 * size,
        ])
        // The middle of the left edge, in BGRA from the bottom: high water.
        const at = 40 + (Math.floor(size * 0.3) * size + 1) * 4
        expect(content.subarray(at, at + 4).toString('hex')).toBe('d6bc54ff')
      }
    }
    const end = entries.reduce((sum, { content }) => sum + content.length, 6 + 16 * entries.length)
    expect(end).toBe(file.length)
  })

  it('exists for macOS in every size and density, with the margin that a Mac expects', () => {
    const file = read('packaging/icon.icns')
    expect(file.toString('latin1', 0, 4)).toBe('icns')
    expect(file.readUInt32BE(4)).toBe(file.length)
    const sizes: Record<string, number> = {}
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      const type = file.toString('latin1', at, at + 4)
      const content = file.subarray(at + 8, at + file.readUInt32BE(at + 4))
      sizes[type] = content.toString('latin1', 0, 4) === 'ARGB' ? sizeOfRuns(content) : readPng(content).width
    }
    expect(sizes).toEqual({
      ...{ ic04: 16, ic05: 32, ic07: 128, ic08: 256, ic09: 512 },
      ...{ ic11: 32, ic12: 64, ic13: 256, ic14: 512, ic10: 1024 },
    })
    const last = file.lastIndexOf('ic10')
    const largest = readPng(file.subarray(last + 8))
    const alphaAt = (x: number, y: number) => largest.pixels[(y * 1024 + x) * 4 + 3]
    expect([alphaAt(90, 512), alphaAt(110, 512), alphaAt(512, 90), alphaAt(512, 110)]).toEqual([
      0, 255, 0, 255,
    ])
  })
})

/** The width of a picture whose four channels are written as literal runs. */
const sizeOfRuns = (content: Buffer): number => {
  let bytes = 0
  for (let at = 4; at < content.length; at += (content[at] ?? 0) + 2) bytes += (content[at] ?? 0) + 1
  return Math.sqrt(bytes / 4)
}
