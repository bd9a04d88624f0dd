import { InvalidArgumentError, type Command } from 'commander'

/** The settings that every command takes; each goes before its environment variable. */
export const withQueueOptions = (command: Command): Command =>
  command
    .option('--queue <name|url>', 'the queue (SLUICE_QUEUE); without one, a queue of its own is started')
    .option('--endpoint <url>', 'where the queue service is (AWS_ENDPOINT_URL_SQS, AWS_ENDPOINT_URL)')
    .option('--region <region>', 'the AWS region (AWS_REGION)')
    .option(
      '--protocol <auto|json|query>',
      'what the queue service speaks (SLUICE_PROTOCOL); found out by itself',
    )

export const withDatabaseOptions = (command: Command): Command =>
  command.option(
    '--database-url <url>',
    'PostgreSQL (DATABASE_URL); without one, a server of its own is started',
  )

/** A whole number from `least` on, for commander. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN
    if (!Number.isSafeInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
    }
    return value
  }
