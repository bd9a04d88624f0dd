/** Longer names are not typing slips. */
const longest = 64

/** The name that was probably meant by a mistyped one; null if none is near. Ignores case. */
export const nearestName = (written: string, names: readonly string[]): string | null => {
  if (written.length > longest) return null
  const text = written.toLowerCase()
  const [nearest] = names
    .map((name) => ({ name, steps: editSteps(text, name.toLowerCase()) }))
    .filter(({ name, steps }) => steps <= Math.max(1, Math.floor(Math.min(name.length, text.length) / 3)))
    .sort((one, other) => one.steps - other.steps)
  return nearest?.name ?? null
}

/** How many letters must be added, removed, replaced or swapped with their neighbour (optimal string alignment). */
const editSteps = (one: string, other: string): number => {
  let before: readonly number[] = []
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1]
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      row.push(
        Math.min(
          cell(last, j) + 1,
          cell(row, j - 1) + 1,
          cell(last, j - 1) + (isSame ? 0 : 1),
          isSwapped ? cell(before, j - 2) + 1 : Infinity,
        ),
      )
    }
    before = last
    last = row
  }
  return cell(last, other.length)
}

const cell = (row: readonly number[], at: number): number => row[at] ?? Infinity
