/** Longer ones are cut. */
const longestShown = 40

/** Marks that say how a value is written and nothing of what it says. */
const marks = /[-:.@/+_,{}[\]"]/

/** A value as it may be shown: each of its characters is covered but marks of ASCII, and of a long one only the start is left. */
export const coverValue = (text: string): string => {
  const characters = [...text.slice(0, 2 * longestShown)]
  const covered = characters
    .slice(0, longestShown)
    .map((character) => (character === ' ' || marks.test(character) ? character : '•'))
    .join('')
  return characters.length > longestShown || text.length > 2 * longestShown ? `${covered}…` : covered
}
