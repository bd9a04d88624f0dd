import { InvalidArgumentError, Option, type Command } from 'commander'
import { coveredSign, longestSought } from '../contract/finding.ts'
import { isTag, longestTag } from '../contract/mark-words.ts'
import { reasonCodes, type ReasonCode } from '../contract/reason.ts'
import { rejectedInputs, rejectedStates, type RejectedFilter } from '../contract/rejected.ts'
import type { Sought } from '../app/headless/finding.ts'
import { runId } from './options.ts'

/** The filters of a list of rejected messages on the command line. */
export interface FindingFlags {
  readonly state?: RejectedFilter['state'] | 'under-investigation'
  readonly cause?: string
  readonly code?: ReasonCode
  readonly run?: string
  readonly since?: string
  readonly until?: string
  readonly message?: string
  readonly tag?: string
  readonly path?: string
  readonly definition?: string
  readonly text?: string
}

const states = [...rejectedStates, 'under-investigation', 'all'] as const

/** Adds the filters of a list of rejected messages. */
export const withFinding = (command: Command): Command =>
  command
    .addOption(new Option('--state <state>', 'only those in this state; without it, in any').choices(states))
    .option('--cause <name>', 'only those of this group: its "code /pointer", several with \\n between')
    .addOption(new Option('--code <code>', 'only those with this reason').choices(reasonCodes))
    .option('--run <id>', 'only those that this run rejected', runId)
    .option(
      '--since <time>',
      'only those rejected at this time or later: 2026-11-23, 2026-11-23T10:00:00Z',
      time,
    )
    .option('--until <time>', 'only those rejected before this time', time)
    .option('--message <id>', 'only those whose message id begins so', upTo(128))
    .option('--tag <tag>', 'only those with this tag', tagOf)
    .option('--path <pointer>', 'only those with a fault at this place, or in it: /device/id', upTo(1_000))
    .option('--definition <name|hash>', 'only those rejected by this definition of the event', upTo(200))
    .option('--text <text>', 'only those with this text in what is shown of the covered body', sought)

/** Whether any of them was given. */
export const isNarrowedBy = (flags: FindingFlags): boolean => names.some((name) => flags[name] !== undefined)

const names = [
  ...(['state', 'cause', 'code', 'run', 'since', 'until', 'message', 'tag', 'path'] as const),
  ...(['definition', 'text'] as const),
]

/** The search that the flags ask for. */
export const soughtBy = (flags: FindingFlags): Sought => ({
  filter: rejectedInputs.listRejected.shape.filter.parse({
    state: flags.state === 'under-investigation' ? 'kept' : (flags.state ?? 'all'),
    investigated: flags.state === 'under-investigation' ? true : null,
    cause: flags.cause?.replaceAll('\\n', '\n'),
    code: flags.code,
    runId: flags.run,
    since: flags.since,
    until: flags.until,
    messageId: flags.message,
    tag: flags.tag,
    path: flags.path,
    definition: flags.definition,
  }),
  text: flags.text ?? null,
})

/** A tag, for commander. */
export const tagOf = (text: string): string => {
  if (!isTag(text))
    throw new InvalidArgumentError(
      `A tag has 1 to ${longestTag} characters, no space around it, and no control or direction characters.`,
    )
  return text
}

const upTo =
  (most: number) =>
  (text: string): string => {
    if (text === '' || text.length > most) throw new InvalidArgumentError(`It takes 1 to ${most} characters.`)
    return text
  }

const sought = (text: string): string => {
  if (text.trim() === '' || text.length > longestSought || text.includes(coveredSign))
    throw new InvalidArgumentError(
      `It takes 1 to ${longestSought} characters, and not ${coveredSign}, which replaces what is covered.`,
    )
  return text
}

/** A day or a time in ISO 8601; a time without a zone is in this machine's, a day begins in UTC. */
const time = (text: string): string => {
  const at = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?)?$/.test(text)
    ? new Date(text)
    : new Date(NaN)
  // `Date` takes 31 February for 3 March.
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || day.toISOString().slice(0, 10) !== text.slice(0, 10))
    throw new InvalidArgumentError('It must be a time such as 2026-11-23T10:00:00Z.')
  return at.toISOString()
}
