/** The longest name of a saved item, in UTF-16 units, and the most items of one kind. */
export const longestSavedName = 60
const mostSaved = 100

/** The named items stored in this window, each as read by `read`; empty if the text is not such a list. */
export const readSaved = <T>(text: string | null, read: (list: unknown) => readonly T[]): readonly T[] => {
  try {
    return read(JSON.parse(text ?? '[]')).slice(0, mostSaved)
  } catch {
    return []
  }
}

/** The list with one more at the end, which replaces one of the same name. */
export const addSaved = <T extends { readonly name: string }>(list: readonly T[], one: T): readonly T[] =>
  [...list.filter(({ name }) => name !== one.name), one].slice(-mostSaved)
