import type { Environment } from './database-settings.ts'

/** A variable that is true or false; one that is not set, or empty, is false. Anything else is added to the problems. */
export const readSwitch = (name: string, environment: Environment, problems: string[]): boolean => {
  const text = (environment[name] ?? '').toLowerCase()
  if (['', '0', 'false', 'no', 'off'].includes(text)) return false
  if (['1', 'true', 'yes', 'on'].includes(text)) return true
  problems.push(`${name} must be true or false.`)
  return false
}
