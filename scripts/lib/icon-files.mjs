/* The files that Windows and macOS keep icons in: each holds one picture in several sizes. */

/** Linux has a folder for each (freedesktop's icon theme specification); 1024 is for shops. */
export const pngSizes = [16, 24, 32, 48, 64, 96, 128, 256, 512, 1024]

/** The sizes that Windows uses at 100 to 200 percent, and the large one for folders. */
export const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256]

export const macSizes = [16, 32, 64, 128, 256, 512, 1024]

/** Up to this size an entry is a plain bitmap: installers and old dialogs do not read small PNGs. */
const largestBitmap = 64

/** A bitmap as icons have it: BITMAPINFOHEADER of twice the height, rows from the bottom in BGRA, an unused mask. */
const bitmapOf = ({ size, pixels }) => {
  const header = Buffer.alloc(40)
  header.writeUInt32LE(40, 0)
  header.writeInt32LE(size, 4)
  header.writeInt32LE(size * 2, 8)
  header.writeUInt16LE(1, 12)
  header.writeUInt16LE(32, 14)
  const rows = Buffer.alloc(size * size * 4)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const from = ((size - 1 - y) * size + x) * 4
      const [red, green, blue, alpha] = pixels.subarray(from, from + 4)
      rows.set([blue, green, red, alpha], (y * size + x) * 4)
    }
  // One bit a pixel, rows padded to four bytes. Alpha decides.
  const mask = Buffer.alloc(Math.ceil(size / 32) * 4 * size)
  return Buffer.concat([header, rows, mask])
}

/** Microsoft's .ico: a directory of entries, then their pictures. @param drawn `{ size, png, pixels }`, ascending */
export const icoOf = (drawn) => {
  const pictures = drawn.map((one) => (one.size <= largestBitmap ? bitmapOf(one) : one.png))
  const head = Buffer.alloc(6 + 16 * drawn.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(drawn.length, 4)
  let offset = head.length
  drawn.forEach(({ size }, index) => {
    const at = 6 + 16 * index
    // One byte: 256 is written as 0.
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(pictures[index].length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += pictures[index].length
  })
  return Buffer.concat([head, ...pictures])
}

/** One channel in the format's run-length code, as literal runs only: the length minus one, then the bytes. */
const literalRuns = (bytes) => {
  const parts = []
  for (let at = 0; at < bytes.length; at += 128) {
    const run = bytes.subarray(at, at + 128)
    parts.push(Buffer.from([run.length - 1]), run)
  }
  return Buffer.concat(parts)
}

/** The two smallest of a Mac are not PNGs: `ARGB`, then the four channels one after another. */
const argbOf = ({ pixels }) => {
  const channel = (index) => Buffer.from(pixels.filter((_, at) => at % 4 === index))
  return Buffer.concat([Buffer.from('ARGB'), ...[3, 0, 1, 2].map((index) => literalRuns(channel(index)))])
}

/** Types of entries with the size in pixels that each holds; those in the second half are for high-density screens. */
const macEntries = [
  ['ic04', 16],
  ['ic05', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
  ['ic10', 1024],
]

const block = (type, content) => {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}

/** Apple's .icns: blocks of a type, a length and a picture. @param drawn `{ size, png, pixels }` of every size in `macSizes` */
export const icnsOf = (drawn) => {
  const bySize = new Map(drawn.map((one) => [one.size, one]))
  const pictureOf = (type, size) =>
    type === 'ic04' || type === 'ic05' ? argbOf(bySize.get(size)) : bySize.get(size).png
  return block('icns', Buffer.concat(macEntries.map(([type, size]) => block(type, pictureOf(type, size)))))
}
