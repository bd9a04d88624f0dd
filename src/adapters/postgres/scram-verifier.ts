import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'

/** As many rounds as PostgreSQL takes itself. */
const rounds = 4_096

/**
 * What PostgreSQL stores of a password (RFC 5803), made here so that the password stands in no statement: the server may log
 * those. For passwords of ASCII only, as ours are; others would have to be brought to one spelling first.
 */
export const scramVerifier = (password: string, salt: Buffer = randomBytes(16)): string => {
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256')
  const keyFor = (name: string): Buffer => createHmac('sha256', salted).update(name).digest()
  const stored = createHash('sha256').update(keyFor('Client Key')).digest('base64')
  const server = keyFor('Server Key').toString('base64')
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${server}`
}
