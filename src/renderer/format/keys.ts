/** A shortcut in the code's notation: `mod+K` is Command on a Mac and Ctrl elsewhere. */
export type Keys = string

const isMac = navigator.userAgent.includes('Mac OS')

/** The shortcut in this system's notation: `⌘K`, `Ctrl+K`. */
export const formatKeys = (keys: Keys, mac = isMac): string => {
  const parts = keys.split('+').map((part) => {
    if (part === 'mod') return mac ? '⌘' : 'Ctrl'
    if (part === 'shift') return mac ? '⇧' : 'Shift'
    return part === 'Enter' ? '↵' : part
  })
  return parts.join(mac ? '' : '+')
}

/** Whether a key press is this shortcut. Without `mod`, no modifier but Shift may be pressed. */
export const isPressed = (keys: Keys, event: KeyboardEvent): boolean => {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const mod = event.ctrlKey || event.metaKey
  if (mod !== parts.includes('mod') || event.altKey) return false
  // Which characters need Shift differs between keyboards.
  if (/^([a-z]|\w{2,})$/i.test(key) && event.shiftKey !== parts.includes('shift')) return false
  return event.key.toLowerCase() === key.toLowerCase()
}
