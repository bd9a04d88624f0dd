import { code, type Texts } from './failure-words.ts'

/** Failures that can pass by themselves: nobody has to change anything. */
export const passingQueueCodes = [
  'queue-unreachable',
  'queue-busy',
  'queue-not-listening',
  'queue-host-unknown',
  'queue-no-route',
  'queue-cut',
  'queue-throttled',
  'queue-clock',
] as const

/** What goes wrong between Sluice and the queue service: on the network, at sign-in, or because it is busy. */
export const queueFailureCodes = [
  ...passingQueueCodes,
  'queue-missing',
  'queue-refused',
  'queue-protocol',
  'queue-failed',
  'queue-tls-failed',
  'queue-tls-file',
  'queue-token-expired',
  'queue-action-denied',
  'queue-key-denied',
  'samples-elsewhere',
  'dead-letters-none',
  'dead-letters-shared',
  'dead-letters-nameless',
  'peek-unsafe',
  'queue-no-move-tasks',
] as const

type Code = (typeof queueFailureCodes)[number]

export const queueFailureTexts: Texts<Code> = {
  'queue-unreachable': (d) => [
    `The queue service at ${d.endpoint} does not answer${code(d)}.`,
    'Check the endpoint and the port, and that no firewall on the way drops the packets.',
  ],
  'queue-missing': (d) => [
    `There is no queue named ${d.queue} at ${d.endpoint}.`,
    'Check the name, the region and the account, or create the queue.',
  ],
  'queue-refused': (d) => [
    `The queue service refused the credentials${code(d)}.`,
    'Check the AWS profile or the access key.',
  ],
  'queue-protocol': (d) => [
    `The service at ${d.endpoint} does not speak the protocol of current SQS clients.`,
    'Use an emulator of 2024 or later; the current pair in docker-compose.yml works.',
  ],
  'queue-busy': (d) => [
    `The queue service at ${d.endpoint} cannot answer at present${code(d)}.`,
    'It is overloaded or being restarted; wait a moment.',
  ],
  'queue-failed': (d) => [
    `The queue service answered with an error${code(d)}.`,
    'Try again; if it keeps happening, look at the service.',
  ],
  'samples-elsewhere': (d) => [
    `Sample messages go to the built-in queue only, and this connection uses ${d.queue}.`,
    'Use the built-in connection, or send them on purpose with sluice seed.',
  ],
  'dead-letters-none': (d) => [
    `The queue ${d.queue} has no dead-letter queue.`,
    'Name one in its redrive policy; until then SQS moves no message there.',
  ],
  'dead-letters-shared': (d) => [
    d.sources === undefined
      ? `Whether ${d.queue} belongs to this queue alone is not known.`
      : `${d.queue} is also the dead-letter queue of ${d.sources}.`,
    'Agree to that first; nothing was touched.',
  ],
  'dead-letters-nameless': (d) => [
    d.count === undefined
      ? `Whether each message of ${d.queue} carries its origin is not known: not all of them can be looked at.`
      : `Of ${d.looked} looked at in ${d.queue}, ${d.count} ${d.count === '1' ? 'carries' : 'carry'} no origin. A move task would make ${d.count === '1' ? 'it another message' : 'them other messages'}, and what was loaded before would be loaded twice.`,
    'Send them with their origins instead, or agree that their identity is lost; nothing was touched.',
  ],
  'peek-unsafe': (d) => [
    `Each message of ${d.queue} has a single receive: a look uses it up, and the next one moves the message to ${d.deadLetters ?? 'its dead-letter queue'}.`,
    'Set maxReceiveCount to 3 or more, or look anyway, on the command line with --yes.',
  ],
  'queue-no-move-tasks': (d) => [
    `The queue service at ${d.endpoint} does not support move tasks${code(d)}.`,
    'Send the messages with their origins instead; on the command line leave --by-move-task out.',
  ],
  'queue-not-listening': (d) => [
    `Nothing listens at ${d.endpoint}${code(d)}.`,
    'Start the queue service there, or correct the endpoint and the port.',
  ],
  'queue-host-unknown': (d) => [
    `The host of ${d.endpoint} has no address${code(d)}.`,
    'Correct the endpoint or the region, or look at the name service of this machine.',
  ],
  'queue-no-route': (d) => [
    `There is no route to the queue service at ${d.endpoint} from here${code(d)}.`,
    'Look at the network, the VPN, the proxy or the firewall between here and there.',
  ],
  'queue-cut': (d) => [
    `The connection to the queue service at ${d.endpoint} broke${code(d)}.`,
    'Sluice reconnects by itself; if it keeps breaking, look at what is in between.',
  ],
  'queue-tls-failed': (d) => [
    `The queue service at ${d.endpoint} and Sluice could not agree on TLS${code(d)}.`,
    'Check that the endpoint begins with https only if the service speaks TLS.',
  ],
  'queue-tls-file': (d) => [
    `The file ${d.path} that AWS_CA_BUNDLE names cannot be used${code(d)}.`,
    'Name a readable plain file of certificates in PEM form.',
  ],
  'queue-throttled': (d) => [
    `The queue service at ${d.endpoint} is throttling Sluice${code(d)}.`,
    'Wait a moment; if it lasts, run fewer workers or ask AWS for a higher limit.',
  ],
  'queue-token-expired': (d) => [
    `The AWS credentials have expired${code(d)}.`,
    'Run aws sso login for this profile, or renew the access key.',
  ],
  'queue-action-denied': (d) => [
    `The AWS user or role may not do ${d.action ?? 'this'} on the queue ${d.queue}${code(d)}.`,
    `Allow ${d.action ?? 'it'} in its policy, or in the policy of the queue.`,
  ],
  'queue-key-denied': (d) => [
    `The queue ${d.queue} is encrypted with a KMS key that the AWS user or role may not use, or that is disabled${code(d)}.`,
    'Allow kms:Decrypt, and kms:GenerateDataKey for sending, on that key.',
  ],
  'queue-clock': (d) => [
    `The clock of this machine is wrong by more than the queue service at ${d.endpoint} allows${code(d)}.`,
    'Synchronise the clock with a time server.',
  ],
}
