import { homedir } from 'node:os'
import { join } from 'node:path'
import { readNamedFile } from '../system/own-path.ts'
import type { Environment } from './database-settings.ts'

/** What we must know of a profile in the AWS configuration files before the SDK reads it. */
export interface AwsProfile {
  readonly region: string | null
  /** Whether it is a source of credentials: a key, a sign-on, a role or a program. */
  readonly hasCredentials: boolean
}

/** The names that make a profile a source of credentials (AWS SDKs reference guide, "Credential provider chain"). */
const sources =
  /^(?:aws_access_key_id|credential_process|role_arn|sso_(?:session|start_url)|web_identity_token_file|login_session)$/

/** The profile of this name in both files. Credentials take precedence over configuration. */
export const readAwsProfile = (name: string, environment: Environment): AwsProfile => {
  const folder = join(homedir(), '.aws')
  const settings = new Map([
    ...readSection(environment.AWS_CONFIG_FILE || join(folder, 'config'), [`profile ${name}`, name]),
    ...readSection(environment.AWS_SHARED_CREDENTIALS_FILE || join(folder, 'credentials'), [name]),
  ])
  return {
    region: settings.get('region') ?? null,
    hasCredentials: [...settings.keys()].some((setting) => sources.test(setting)),
  }
}

const readSection = (path: string, names: readonly string[]): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  let isInside = false
  for (const line of readLines(path)) {
    const header = /^\[([^\]]*)\]/.exec(line)?.[1]?.trim()
    if (header !== undefined) isInside = names.includes(header.replace(/\s+/g, ' '))
    // Indented lines belong to the setting above.
    const [, setting, written] = /^([a-z_]+)\s*=(.*)$/.exec(line) ?? []
    const value = written?.trim() ?? ''
    if (isInside && setting !== undefined && value !== '') found.set(setting, value)
  }
  return found
}

/** Most people have no such file. A named pipe would block for ever. */
const readLines = (path: string): readonly string[] => {
  try {
    return readNamedFile(path).split(/\r?\n/)
  } catch {
    return []
  }
}
