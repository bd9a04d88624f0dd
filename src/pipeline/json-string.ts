const escapes: Readonly<Record<string, string>> = {
  ...{ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' },
}

/** Whether a unit can be unescaped inside quotes (RFC 8259, 7). False past the end of the text, where it is NaN. */
export const isPlain = (unit: number): boolean => unit >= 0x20 && unit !== 0x22 && unit !== 0x5c

/** The character and length of the escape whose backslash is at `at`; null if JSON has no such escape. */
export const readEscapeAt = (
  text: string,
  at: number,
): { readonly value: string; readonly length: number } | null => {
  const mark = text.charAt(at + 1)
  const simple = Object.hasOwn(escapes, mark) ? escapes[mark] : undefined
  if (simple !== undefined) return { value: simple, length: 2 }
  const digits = text.slice(at + 2, at + 6)
  if (mark !== 'u' || !/^[0-9a-fA-F]{4}$/.test(digits)) return null
  return { value: String.fromCharCode(parseInt(digits, 16)), length: 6 }
}
