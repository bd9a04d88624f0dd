import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

/** A self-signed certificate for `localhost`, which nobody trusts unless told to. */
export interface LocalCertificate {
  readonly key: Buffer
  readonly cert: Buffer
  /** The path of the certificate, for `NODE_EXTRA_CA_CERTS`. */
  readonly certFile: string
}

export const makeLocalCertificate = (folder: string): LocalCertificate => {
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const files = ['-keyout', keyFile, '-out', certFile]
  execFileSync('openssl', ['req', '-x509', ...newKey, '-days', '2', ...names, ...files], { stdio: 'ignore' })
  return { key: readFileSync(keyFile), cert: readFileSync(certFile), certFile }
}
