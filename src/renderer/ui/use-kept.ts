import { useState } from 'react'

/**
 * Something that this window remembers between starts.
 *
 * @param read its value, from the stored text; null if nothing was stored
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
