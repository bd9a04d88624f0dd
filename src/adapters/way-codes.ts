/** What can be wrong with the way to the queue or the database. */
export type WayFault =
  | 'certificate-untrusted'
  | 'certificate-self-signed'
  | 'certificate-outdated'
  | 'certificate-of-another'
  | 'host-unknown'
  | 'not-listening'
  | 'no-route'
  | 'silent'
  | 'tls-failed'
  | 'cut'

/** Codes of Node's sockets, resolver and TLS (Node's manual, "Errors" and "TLS: X509 certificate error codes"). */
const codes: Readonly<Record<WayFault, readonly string[]>> = {
  'certificate-untrusted': [
    ...['UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ...['CERT_UNTRUSTED', 'CERT_REJECTED', 'CERT_REVOKED', 'CERT_SIGNATURE_FAILURE', 'CERT_CHAIN_TOO_LONG'],
    ...['INVALID_CA', 'INVALID_PURPOSE', 'PATH_LENGTH_EXCEEDED', 'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY'],
  ],
  'certificate-self-signed': ['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'],
  'certificate-outdated': ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'],
  'certificate-of-another': ['ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH'],
  'host-unknown': ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NONAME', 'EAI_NODATA', 'EAI_FAIL'],
  'not-listening': ['ECONNREFUSED', 'ENOENT'],
  'no-route': ['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM'],
  silent: [
    'ETIMEDOUT',
    'ESOCKETTIMEDOUT',
    'UND_ERR_CONNECT_TIMEOUT',
    'UND_ERR_HEADERS_TIMEOUT',
    'UND_ERR_BODY_TIMEOUT',
  ],
  'tls-failed': ['EPROTO'],
  cut: ['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ENOTCONN', 'UND_ERR_SOCKET'],
}

const known = new Map(
  Object.entries(codes).flatMap(([fault, list]) => list.map((code) => [code, fault as WayFault] as const)),
)

/** The meaning of a socket's error code. An unknown one means that the connection broke. */
export const wayFault = (code: string): WayFault =>
  known.get(code) ?? (/^ERR_(?:SSL|TLS)_/.test(code) ? 'tls-failed' : 'cut')
