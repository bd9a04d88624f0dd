import { vi } from 'vitest'

/** Every variable that the settings are read from. */
const known = [
  ...[
    'SLUICE_DATA_DIR',
    'SLUICE_QUEUE',
    'SLUICE_PROTOCOL',
    'SLUICE_LEDGER_DAYS',
    'SLUICE_ALLOW_UNKNOWN_FIELDS',
  ],
  ...['SLUICE_MASK_KEY', 'SLUICE_MASK_KEY_FILE', 'SLUICE_SEAL_KEY', 'SLUICE_SEAL_KEY_FILE', 'DATABASE_URL'],
  ...['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_SQS', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE'],
  ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
]

/** Sets these and unsets all others that matter; `vi.unstubAllEnvs` undoes it. */
export const setEnvironment = (variables: Readonly<Record<string, string>>): void => {
  for (const name of known) vi.stubEnv(name, undefined)
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
}
