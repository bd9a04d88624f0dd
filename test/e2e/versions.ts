/** Versions in numerical order, part by part: 2.9 before 2.10. */
export const compareVersions = (a: string, b: string): number => {
  const [left, right] = [numbers(a), numbers(b)]
  for (let part = 0; part < Math.max(left.length, right.length); part += 1) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

const numbers = (version: string): readonly number[] => version.split('-', 1)[0]?.split('.').map(Number) ?? []
