import { isolated, isolatedIn, type Shown } from './visible.ts'

/** Names, addresses and codes that fill a sentence. */
export type Details = Readonly<Record<string, string>>

/** What happened and what to do about it, a sentence each. */
export type Texts<Code extends string> = Record<
  Code,
  (d: Details) => readonly [sentence: string, advice: string]
>

export const code = (d: Details): string => (d.code ? ` (${d.code})` : '')

/** Details that are sentences or lists, with names in them. */
const sentences: ReadonlySet<string> = new Set([
  ...['problems', 'changes', 'obstacles', 'statements', 'holders', 'sources', 'why'],
])

/** The details as a sentence writes them; several problems come one a line. */
export const shownDetails = (details: Details, shown: Shown): Details =>
  Object.fromEntries(
    Object.entries(details).map(([name, text]) => {
      const lines = name === 'problems' ? text.split('\n') : [text]
      return [name, lines.map(shown === isolated && sentences.has(name) ? isolatedIn : shown).join(' ')]
    }),
  )
