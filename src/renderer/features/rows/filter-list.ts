/** One of several values: in quotation marks, doubled within, or as it is up to the next comma. */
const item = /\s*(?:"((?:[^"]|"")*)"\s*|([^,\n]*))(?:[,\n]|$)/y

/** The values of a list as people type it: `ios, android, "a, b"`. Spaces around a value say nothing, and neither does no value. */
export const readList = (text: string): readonly string[] => {
  const values: string[] = []
  item.lastIndex = 0
  while (item.lastIndex < text.length) {
    const found = item.exec(text)
    if (found === null) return [...values, text.trim()]
    const [, quoted, plain = ''] = found
    const value = quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"')
    if (quoted !== undefined || value !== '') values.push(value)
  }
  return [...new Set(values)]
}

/** A list that reads back as these values. */
export const writeList = (values: readonly string[]): string =>
  values
    .map((value) =>
      value === '' || value !== value.trim() || /[",\n]/.test(value)
        ? `"${value.replaceAll('"', '""')}"`
        : value,
    )
    .join(', ')
