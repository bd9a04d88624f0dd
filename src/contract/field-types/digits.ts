/** Digits of a fraction without the zeros at their end, which say nothing. */
export const withoutTrailingZeros = (digits: string): string => {
  let end = digits.length
  while (digits[end - 1] === '0') end -= 1
  return digits.slice(0, end)
}
