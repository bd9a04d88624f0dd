import { inflateSync } from 'node:zlib'

/** A picture: its size, and four bytes a pixel (red, green, blue, alpha), row by row from the top. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

const signature = '89504e470d0a1a0a'

/** Reads a PNG of eight bits a channel with alpha, not interlaced, which is what Chromium writes. Throws for any other. */
export const readPng = (file: Buffer): Picture => {
  if (file.subarray(0, 8).toString('hex') !== signature) throw new Error('This is not a PNG')
  const width = file.readUInt32BE(16)
  const height = file.readUInt32BE(20)
  if (file.subarray(24, 29).toString('hex') !== '0806000000') throw new Error('This PNG is of another kind')
  const lines = inflateSync(Buffer.concat(dataOf(file)))
  const stride = width * 4
  const pixels = new Uint8Array(height * stride)
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (stride + 1)] ?? 0
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x < 4 ? 0 : (pixels[at - 4] ?? 0)
      const above = y === 0 ? 0 : (pixels[at - stride] ?? 0)
      const corner = x < 4 || y === 0 ? 0 : (pixels[at - stride - 4] ?? 0)
      pixels[at] = (lines[y * (stride + 1) + 1 + x] ?? 0) + predict(filter, left, above, corner)
    }
  }
  return { width, height, pixels }
}

const dataOf = (file: Buffer): readonly Buffer[] => {
  const parts: Buffer[] = []
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at))
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)))
  return parts
}

/** The five filters of PNG (chapter 9 of its specification). */
const predict = (filter: number, left: number, above: number, corner: number): number => {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return above
  if (filter === 3) return Math.floor((left + above) / 2)
  const guess = left + above - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? above : corner
}

/** The colours that occur and are not see-through, as `#rrggbb`. */
export const coloursOf = ({ pixels }: Picture): ReadonlySet<string> => {
  const found = new Set<string>()
  for (let at = 0; at < pixels.length; at += 4)
    if (pixels[at + 3] === 255) found.add(`#${Buffer.from(pixels.subarray(at, at + 3)).toString('hex')}`)
  return found
}
