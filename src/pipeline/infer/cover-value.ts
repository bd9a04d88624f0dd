/** Longer ones are cut. */
const longestShown = 40

/** Marks that show a value's form and nothing of its content. */
const marks = /[-:.@/+_,{}[\]"]/

/** A value that can be shown: every character is covered except ASCII marks, and a long value is cut. */
export const coverValue = (text: string): string => {
  const characters = [...text.slice(0, 2 * longestShown)]
  const covered = characters
    .slice(0, longestShown)
    .map((character) => (character === ' ' || marks.test(character) ? character : '•'))
    .join('')
  return characters.length > longestShown || text.length > 2 * longestShown ? `${covered}…` : covered
}
