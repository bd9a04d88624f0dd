import { expect, it } from 'vitest'
import { readLimit } from '../../src/renderer/features/monitor/limit-text.ts'

it.each<[string, number | null]>([
  ['', null],
  ['  ', null],
  ['1', 1],
  ['500', 500],
  [' 1,000 ', 1_000],
  ['12 345', 12_345],
  ['10080', 10_080],
])('reads the limit %j', (text, value) => {
  expect(readLimit(text, 20_000)).toEqual({ kind: 'limit', value })
})

it.each([
  '0',
  '00',
  '-5',
  '1e9',
  '1e3',
  '2.5',
  '1,00',
  '1,0000',
  '0x10',
  '+3',
  '20001',
  'ten',
  '٣',
  '9'.repeat(400),
])('says what is wrong with the limit %j, and guesses nothing', (text) => {
  expect(readLimit(text, 20_000)).toEqual({
    kind: 'mistake',
    words: 'Give a whole number from 1 to 20,000, or nothing.',
  })
})
