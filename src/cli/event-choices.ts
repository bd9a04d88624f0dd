import { InvalidArgumentError, Option, type Command } from 'commander'
import type { Match } from '../contract/event-definition.ts'
import { isMaskName, readChosenType, type Choices } from '../contract/event-proposal.ts'

/** Choices for a proposal on the command line. */
export interface ChoiceFlags {
  readonly mask?: ReadonlyMap<string, string | null>
  readonly clear?: ReadonlySet<string>
  readonly leaveOut?: ReadonlySet<string>
  readonly type?: ReadonlyMap<string, string>
}

/** The choices that the flags make; empty where a flag is missing. */
export const choicesOf = ({ mask, clear, leaveOut, type }: ChoiceFlags): Choices => ({
  mask: mask ?? new Map<string, string>(),
  clear: clear ?? new Set<string>(),
  leaveOut: leaveOut ?? new Set<string>(),
  types: type ?? new Map<string, string>(),
})

/** Adds the flags that make choices for a proposal. */
export const withChoiceOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--mask <path[=name]>', 'mask this place, under this name').argParser(
        (text: string, before: ReadonlyMap<string, string | null> = new Map()) => {
          const [path, name] = parted(text)
          if (name !== null && !isMaskName(name))
            throw new InvalidArgumentError('The name of a mask has letters, digits, _ and -.')
          return new Map([...before, [path, name]])
        },
      ),
    )
    .option('--clear <path>', 'store this place in the clear', collected)
    .option('--leave-out <path>', 'leave this place out', collected)
    .option(
      '--type <path=type>',
      'what this place is: uuid, timestamp, timestamp:ms, version, and so on',
      (text: string, before: ReadonlyMap<string, string> = new Map()) => {
        const [path, type] = parted(text)
        if (type === null || readChosenType(type) === null)
          throw new InvalidArgumentError('Give a path and a type, such as /id=uuid or /at=timestamp:ms.')
        return new Map([...before, [path, type]])
      },
    )

const collected = (path: string, before: ReadonlySet<string> = new Set()): ReadonlySet<string> =>
  new Set([...before, path])

/** Splits at the last `=`. */
const parted = (text: string): readonly [string, string | null] => {
  const at = text.lastIndexOf('=')
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)]
}

/** `/event=sign-up,log-in`, for commander. */
export const matchOf = (text: string): Match => {
  const at = text.indexOf('=')
  const values = text.slice(at + 1).split(',')
  if (at < 2 || !text.startsWith('/') || values.some((value) => value === ''))
    throw new InvalidArgumentError('Give a path and one value or several, such as /event=sign-up.')
  return { pointer: text.slice(0, at), enum: [...new Set(values)] }
}

/** The name of an event, for commander. */
export const eventName = (text: string): string => {
  if (!/^[A-Za-z][\w-]{0,49}$/.test(text))
    throw new InvalidArgumentError('A name begins with a letter, and has up to 50 letters, digits, _ and -.')
  return text
}
