import fc from 'fast-check'

/** Pieces that JSON is made of, and some that it is not. */
const pieces = [
  ...['{', '}', '[', ']', ':', ',', '"', '\\', ' ', '\n', '\t', '\r', '\u00a0', '\ufeff', '\u2028', '/', "'"],
  ...['true', 'false', 'null', 'NaN', 'Infinity', 'undefined', 'tru', '//'],
  ...[
    '0',
    '-0',
    '-',
    '01',
    '1.5',
    '1.',
    '.5',
    '1e5',
    '1E+',
    '-1e-400',
    '1e400',
    '9007199254740993',
    '0x1f',
    '+1',
  ],
  ...[
    '"a"',
    '""',
    '"\\u0041"',
    '"\\ud83d"',
    '"\\u00"',
    '"\\x"',
    '"\\n"',
    '"\u0000"',
    '"\ud800"',
    '"😀"',
    '"__proto__"',
  ],
] as const

/** Texts near the border of JSON: valid ones, valid ones with a little damage, and heaps of pieces. */
export const jsonLikeText = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.json(),
    fc.json({ stringUnit: 'binary' }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
    damaged(fc.json()),
    fc.string({ unit: 'binary' }),
  )

/** A text with up to four places cut out, doubled, swapped or overwritten. */
export const damaged = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(text, fc.array(damage(), { minLength: 1, maxLength: 4 }))
    .map(([whole, steps]) => steps.reduce((broken, step) => step(broken), whole))

/** A text whose marks, names and values were taken out, doubled, swapped and joined by others, each as a whole. */
export const shuffled = (text: string): fc.Arbitrary<string> => {
  const tokens = text.split(/("[^"]*"|[^"{}[\],:\s]+|.)/s).filter((token) => token !== '')
  const token = fc.oneof(fc.constantFrom(...tokens), fc.constantFrom(...pieces, '"locale"', '"user_id"'))
  const place = fc.nat(tokens.length)
  const splice = fc.tuple(place, fc.nat(4), fc.array(token, { maxLength: 3 }))
  return fc
    .array(splice, { minLength: 1, maxLength: 4 })
    .map((splices) =>
      splices
        .reduce<string[]>((list, [at, count, added]) => list.toSpliced(at, count, ...added), tokens)
        .join(''),
    )
}

type Step = (text: string) => string

const damage = (): fc.Arbitrary<Step> =>
  fc
    .tuple(
      fc.constantFrom('cut', 'delete', 'double', 'swap', 'insert'),
      fc.tuple(fraction(), fraction(), fraction(), fraction()),
      fc.constantFrom(...pieces),
    )
    .map(([kind, fractions, piece]) => (text) => {
      const [a = 0, b = 0, c = 0, d = 0] = fractions
        .map((value) => Math.floor(value * (text.length + 1)))
        .sort((x, y) => x - y)
      switch (kind) {
        case 'cut':
          return text.slice(0, a)
        case 'delete':
          return text.slice(0, a) + text.slice(b)
        case 'double':
          return text.slice(0, b) + text.slice(a)
        case 'swap':
          return text.slice(0, a) + text.slice(c, d) + text.slice(b, c) + text.slice(a, b) + text.slice(d)
        default:
          return text.slice(0, a) + piece + text.slice(a)
      }
    })

const fraction = (): fc.Arbitrary<number> => fc.double({ min: 0, max: 1, noNaN: true })
