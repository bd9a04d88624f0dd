/**
 * A string that counts how many of its characters are read: each index and character code counts one, and each slice
 * or search its length. A pattern would read all of it at each use.
 */
export const countedText = (text: string): { readonly text: string; readonly steps: () => number } => {
  let steps = 0
  const counting = {
    charCodeAt: (at: number) => ((steps += 1), text.charCodeAt(at)),
    charAt: (at: number) => ((steps += 1), text.charAt(at)),
    codePointAt: (at: number) => ((steps += 1), text.codePointAt(at)),
    indexOf: (sought: string, from = 0) => {
      const found = text.indexOf(sought, from)
      steps += (found === -1 ? text.length : found) - Math.min(from, text.length)
      return found
    },
    slice: (from = 0, to = text.length) => {
      const part = text.slice(from, to)
      steps += part.length
      return part
    },
    startsWith: (start: string, at = 0) => ((steps += start.length), text.startsWith(start, at)),
    [Symbol.toPrimitive]: () => ((steps += text.length), text),
    toString: () => ((steps += text.length), text),
  }
  const proxy = new Proxy(counting, {
    get: (target, name) => {
      if (typeof name === 'string' && /^\d+$/.test(name)) {
        steps += 1
        return text[Number(name)]
      }
      if (name === 'length') return text.length
      if (name in target) return Reflect.get(target, name) as unknown
      throw new Error(`This text does not count the steps of ${String(name)}.`)
    },
  })
  return { text: proxy as unknown as string, steps: () => steps }
}
