import type { RepairStep } from '../../contract/repair-rule.ts'
import { compileGlob } from './glob.ts'
import { compileSearch } from './search.ts'

type ReplaceStep = Extract<RepairStep, { readonly do: 'replace' }>

/** Longer than any message, in UTF-16 code units: a letter may occur a million times, and each become a thousand. */
const longest = 8 * 1_024 * 1_024

/**
 * Compiles a step into a replacement in a text, which returns null if there is nothing to replace or the result would
 * be too long.
 */
export const compileReplace = ({ how, what, with: by }: ReplaceStep): ((text: string) => string | null) => {
  switch (how) {
    case 'prefix':
      return (text) => (text.startsWith(what) ? by + text.slice(what.length) : null)
    case 'suffix':
      return (text) => (text.endsWith(what) ? text.slice(0, -what.length) + by : null)
    case 'glob': {
      const covers = compileGlob(what)
      return (text) => (covers(text) ? by : null)
    }
    case 'text':
      return replaceAll(what, by)
  }
}

const replaceAll = (what: string, by: string): ((text: string) => string | null) => {
  const search = compileSearch(Array.from({ length: what.length }, (_, at) => what.charCodeAt(at)))
  return (text) => {
    if (text.length < what.length) return null
    const units = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
    const ends: number[] = []
    for (let end = search(units, 0); end !== null; end = search(units, end)) ends.push(end)
    if (ends.length === 0 || text.length + ends.length * (by.length - what.length) > longest) return null
    const pieces = ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end - what.length))
    return [...pieces, text.slice(ends.at(-1))].join(by)
  }
}
