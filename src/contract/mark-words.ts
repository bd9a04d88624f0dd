import { text } from './input.ts'

/** Longest note on a rejected message, and longest tag, in UTF-16 code units; and how many tags a message may have. */
export const longestNote = 500
export const longestTag = 40
export const mostTags = 10

/** Control characters, line and paragraph separators, and what turns the direction of a text (UAX 9, Bidi_Control). */
const obeyed = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u

/** A line that a person wrote: not blank, and without characters that are obeyed and not shown. */
const line = (most: number) => text(1, most).refine((value) => value.trim() !== '' && !obeyed.test(value))

export const noteText = line(longestNote)

/** A tag has no space around it, so that no two look alike for that reason. */
export const tagText = line(longestTag).refine((value) => value.trim() === value)

/** Whether a text can be a tag. */
export const isTag = (value: string): boolean => tagText.safeParse(value).success

/** Whether a text can be a note. */
export const isNote = (value: string): boolean => noteText.safeParse(value).success
