import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'

/** PostgreSQL's own number of rounds. */
const rounds = 4_096

/**
 * What PostgreSQL stores of a password (RFC 5803), computed here so that the password is never in a statement, which
 * the server may log. For ASCII passwords only, as ours are; others would have to be normalised first.
 */
export const scramVerifier = (password: string, salt: Buffer = randomBytes(16)): string => {
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256')
  const keyFor = (name: string): Buffer => createHmac('sha256', salted).update(name).digest()
  const stored = createHash('sha256').update(keyFor('Client Key')).digest('base64')
  const server = keyFor('Server Key').toString('base64')
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${server}`
}
