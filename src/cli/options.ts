import { InvalidArgumentError, Option, type Command } from 'commander'
import type { Flags } from '../app/config.ts'
import { say } from './output.ts'

/** The settings that every command accepts; each overrides its environment variable. */
export const withQueueOptions = (command: Command): Command =>
  command
    .option('--queue <name|url|arn>', 'the queue (SLUICE_QUEUE); without one, a queue of its own is started')
    .option('--queue-owner <account>', 'the AWS account whose queue it is (SLUICE_QUEUE_OWNER)')
    .option('--endpoint <url>', 'where the queue service is (AWS_ENDPOINT_URL_SQS, AWS_ENDPOINT_URL)')
    .option('--region <region>', 'the AWS region (AWS_REGION)')
    .option(
      '--protocol <auto|json|query>',
      'what the queue service speaks (SLUICE_PROTOCOL); detected automatically',
    )

export const withDatabaseOptions = (command: Command): Command =>
  command
    .option(
      '--database-url <url>',
      'PostgreSQL (DATABASE_URL, DATABASE_URL_FILE); PG* variables, pgpass and services fill its gaps',
    )
    .option(
      '--database <built-in>',
      'load into the built-in PostgreSQL (SLUICE_DATABASE); a queue of one’s own needs this or a URL',
    )
    .option(
      '--database-iam',
      'log in to RDS with a token made from the AWS credentials, inside checked TLS (SLUICE_DATABASE_IAM)',
    )
    .hook('preAction', (_, action) => warnOfPassword(action.opts<Flags>().databaseUrl))

/** The event, and the table that its rows go to. */
export const withEventOption = (command: Command): Command =>
  command.option(
    '--event <file>',
    'the definition of the event, NAME.event.json (SLUICE_EVENT); without one, that of the connection in use',
  )

/** Consent for the case that the event's definition is not the one that last filled the table. */
export const withChangeOptions = (command: Command): Command =>
  command
    .option(
      '--accept-changes',
      'go on although the definition of the event has changed since the table was filled',
    )
    .option(
      '--confirm-field <name>',
      'go on although masks of this field will not match those in the table; may be given several times',
      (name: string, before: readonly string[] = []) => [...before, name],
    )

/** Every account of the machine can list the arguments of every process. */
const warnOfPassword = (url: string | undefined): void => {
  if (url === undefined || !hasPassword(url)) return
  say(
    'The password in --database-url can be read by every account of this machine while the command runs. ' +
      'Give the URL with DATABASE_URL, or in a file that DATABASE_URL_FILE names.',
  )
}

/** Also if the rest of it is not a valid URL. */
const hasPassword = (url: string): boolean =>
  /^[a-z]+:\/\/[^/?#:]*:[^/?#]+@/i.test(url) || /[?&]password=/i.test(url)

/** A whole number of at least `least`, for commander. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN
    if (!Number.isSafeInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
    }
    return value
  }

/** The id of a run, for commander. */
export const runId = (text: string): string => {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    throw new InvalidArgumentError('It must be the id of a run, as the history has it.')
  return text
}

export const withTable = (command: Command): Command => withEventOption(withDatabaseOptions(command))

/** The switch of the commands that load. */
export const rejectMisfits = (): Option =>
  new Option(
    '--reject-misfits',
    'leave columns narrower than their fields, and reject messages that do not fit (SLUICE_REJECT_MISFITS)',
  )
