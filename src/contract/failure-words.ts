/** Names, addresses and codes that fill a sentence. */
export type Details = Readonly<Record<string, string>>

/** What happened and what to do about it, a sentence each. */
export type Texts<Code extends string> = Record<
  Code,
  (d: Details) => readonly [sentence: string, advice: string]
>

export const code = (d: Details): string => (d.code ? ` (${d.code})` : '')
