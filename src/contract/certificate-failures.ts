import { code, type Details, type Texts } from './failure-words.ts'

/** What can be wrong with the certificate that the queue or the database shows. */
export const certificateFailureCodes = [
  'certificate-untrusted',
  'certificate-self-signed',
  'certificate-outdated',
  'certificate-of-another',
] as const

type Code = (typeof certificateFailureCodes)[number]

/** Both neighbours show certificates. */
const who = (d: Details): string =>
  d.endpoint === undefined ? `PostgreSQL at ${d.address}` : `The queue service at ${d.endpoint}`

const trustIt = (d: Details): string =>
  d.endpoint === undefined
    ? 'Name the file of the certificate that signed it with sslrootcert in the database URL; or give sslmode=no-verify to go on without checking.'
    : 'Name the file of the certificate that signed it in AWS_CA_BUNDLE.'

export const certificateFailureTexts: Texts<Code> = {
  'certificate-untrusted': (d) => [
    `${who(d)} shows a certificate that no trusted authority has signed${code(d)}.`,
    trustIt(d),
  ],
  'certificate-self-signed': (d) => [
    `${who(d)} shows a self-signed certificate, or one whose signer is self-signed${code(d)}.`,
    trustIt(d),
  ],
  'certificate-outdated': (d) => [
    `${who(d)} shows a certificate that is not valid today${code(d)}.`,
    'Ask the server’s administrator to renew it, or correct the clock of this machine.',
  ],
  'certificate-of-another': (d) => [
    `${who(d)} shows a certificate that was made for another host${code(d)}.`,
    d.endpoint === undefined
      ? 'Give the host by the name in its certificate; or sslmode=verify-ca with sslrootcert, which does not check the name.'
      : 'Give the endpoint by the name in its certificate.',
  ],
}
