/**
 * Which message to open after some have been dealt with: the next one after the last of them, else the nearest
 * before.
 *
 * @param at the message at a place of the list; null if it is not read
 * @param gone the messages that have been dealt with
 * @param from the place of one of them
 */
export const nextOpen = (
  at: (index: number) => string | null,
  total: number,
  gone: ReadonlySet<string>,
  from: number,
): { readonly id: string; readonly index: number } | null => {
  const find = (start: number, by: 1 | -1) => {
    for (let index = start; index >= 0 && index < total; index += by) {
      const id = at(index)
      // What comes next is unknown if nothing has been read.
      if (id === null) return null
      if (!gone.has(id)) return { id, index }
    }
    return null
  }
  return find(from + 1, 1) ?? find(from - 1, -1)
}
