/** How many terminal cells a text takes, if nothing in it is hidden. */
export const cellWidth = (text: string): number => {
  let width = 0
  for (const character of text)
    width += narrow.test(character) ? 1 : none.test(character) ? 0 : wide.test(character) ? 2 : 1
  return width
}

/** Halfwidth forms (UAX 11), although their scripts are wide. */
const narrow = /[\u0020-\u007e\uff61-\uffdc]/

/** Marks that combine with the character before them. */
const none = /\p{M}/u

/** East Asian letters and fullwidth marks, and pictures. */
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]/u

/** The text padded with spaces to at least this many cells. */
export const padCells = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - cellWidth(text)))
