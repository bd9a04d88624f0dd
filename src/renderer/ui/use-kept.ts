import { useState } from 'react'

/**
 * Something that this window remembers from one start to the next.
 *
 * @param read what it is, of the text that was kept; null where nothing was
 */
export const useKept = <T>(
  key: string,
  read: (text: string | null) => T,
  write: (value: T) => string,
): readonly [T, (value: T) => void] => {
  const [value, setValue] = useState(() => read(localStorage.getItem(key)))
  return [
    value,
    (next) => {
      localStorage.setItem(key, write(next))
      setValue(next)
    },
  ]
}
