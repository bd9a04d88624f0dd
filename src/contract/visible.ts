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

/** Letters of the right-to-left scripts, with their marks, by Unicode block; for a character class. */
export const rightToLeftLetters =
  '\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}'

const readsFromRight = new RegExp(`[${rightToLeftLetters}]`, 'u')

/** How a sentence writes a text from outside: `visible`, or `isolated` if `Sentence` draws it. */
export type Shown = (text: string) => string

/**
 * Like `visible`, and between FSI and PDI (UAX 9) if it has letters that are read from right to left. Only for what
 * `Sentence` draws: it takes the two out again. Titles, accessible names, files and clipboards get `visible`.
 */
export const isolated: Shown = (text) => {
  const shown = visible(text)
  return readsFromRight.test(shown) ? `\u2068${shown}\u2069` : shown
}

/** What is in quotes, a word, or what is between words. */
const parts = /"(?:[^"\\]|\\.)*"|“[^“”]*”|[^\s"“”(),;:]+|\s+|["“”(),;:]/gu

/**
 * A sentence that came with names already in it, with each of them between FSI and PDI if it is read from right to
 * left: what is in quotes, or words that follow each other. For what `Sentence` draws, as `isolated` is.
 */
export const isolatedIn: Shown = (sentence) => {
  let text = ''
  /** A name of one word or several, and the space after it. */
  let [name, space] = ['', '']
  const close = (): void => {
    text += `${name === '' ? '' : `\u2068${name}\u2069`}${space}`
    ;[name, space] = ['', '']
  }
  for (const [part] of visible(sentence).matchAll(parts)) {
    const isQuoted = /^["“]./.test(part)
    if (name !== '' && /^\s/.test(part)) space += part
    else if (!readsFromRight.test(part)) {
      close()
      text += part
    } else if (isQuoted || name === '') {
      close()
      name = part
      if (isQuoted) close()
    } else {
      name += `${space}${part}`
      space = ''
    }
  }
  close()
  return text
}

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
