/**
 * Characters that are invisible, move what is around them, or control a terminal: control and format characters, line
 * and paragraph separators, unpaired surrogates, and everything that Unicode calls ignorable (UAX 44,
 * Default_Ignorable_Code_Point): zero-width and direction marks, soft hyphens, fillers, variation selectors, tags.
 */
export const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/**
 * A text from outside on one line with nothing hidden in it: invisible characters are spelled as JSON spells them
 * (`\u001b`), others are as they are. For people, in a terminal or on the page; files and clipboards get the text
 * itself.
 */
export const visible = (text: string): string => text.replace(unseen, spell)

/**
 * A value as one line of JSON (RFC 8259) with nothing hidden in it. It reads back as the same value: `JSON.stringify`
 * leaves some invisible characters as they are, and here they become escapes.
 */
export const jsonLine = (value: unknown): string => JSON.stringify(value).replace(unseen, spell)

const spell = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => {
    const code = character.charCodeAt(at).toString(16)
    return `\\u${code.padStart(4, '0')}`
  }).join('')
