/** How long the name of something saved may be, in UTF-16 units, and how many of a kind may be kept. */
export const longestSavedName = 60
const mostSaved = 100

/** What was kept under names in this window, as `read` has it of each; nothing where it is no such list. */
export const readSaved = <T>(text: string | null, read: (list: unknown) => readonly T[]): readonly T[] => {
  try {
    return read(JSON.parse(text ?? '[]')).slice(0, mostSaved)
  } catch {
    return []
  }
}

/** The list with one more at the end; one of the same name gives way to it. */
export const addSaved = <T extends { readonly name: string }>(list: readonly T[], one: T): readonly T[] =>
  [...list.filter(({ name }) => name !== one.name), one].slice(-mostSaved)
