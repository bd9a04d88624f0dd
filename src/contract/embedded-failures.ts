import { code, type Texts } from './failure-words.ts'

/** Why the built-in PostgreSQL or the built-in queue is not available. */
export const embeddedFailureCodes = [
  'embedded-database-failed',
  'embedded-database-not-made',
  'embedded-database-absent',
  'embedded-runtime-missing',
  'embedded-queue-failed',
] as const

export const embeddedFailureTexts: Texts<(typeof embeddedFailureCodes)[number]> = {
  'embedded-database-failed': (d) => [
    `The built-in PostgreSQL did not start${code(d)}.`,
    d.log
      ? `Look at its log, ${d.log}, or point Sluice at another database with DATABASE_URL.`
      : 'It came no further than that and has no log; start Sluice again, or point it at another database with DATABASE_URL.',
  ],
  'embedded-database-not-made': (d) => [
    `The files of the built-in PostgreSQL could not be made${code(d)}${d.said ? `: ${d.said}` : ''}.`,
    'Correct what it says and start Sluice again, or point it at another database with DATABASE_URL.',
  ],
  'embedded-database-absent': (d) => [
    `There is no built-in PostgreSQL for ${d.system} in this installation.`,
    'Point Sluice at a database of your own, in Settings or with DATABASE_URL; on Windows for ARM, Sluice for x64 has one.',
  ],
  'embedded-runtime-missing': (d) => [
    `The programs of PostgreSQL cannot run: the Microsoft Visual C++ runtime for x64 is missing or too old${code(d)}.`,
    `Install it from ${d.link} and start Sluice again, or point it at another database with DATABASE_URL.`,
  ],
  'embedded-queue-failed': (d) => [
    `The built-in queue did not start${code(d)}.`,
    'Point Sluice at another queue with SLUICE_QUEUE and AWS_ENDPOINT_URL_SQS.',
  ],
}
