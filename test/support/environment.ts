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
  ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'],
  ...['AWS_CA_BUNDLE', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'],
  ...['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'],
  ...['SLUICE_DATABASE', 'SLUICE_DATABASE_IAM', 'SLUICE_QUEUE_OWNER', 'SLUICE_ALLOW_HTTP'],
  ...['PGHOST', 'PGPORT', 'PGUSER', 'PGDATABASE', 'PGPASSWORD', 'PGPASSFILE', 'PGSERVICE', 'PGSERVICEFILE'],
  ...['PGSYSCONFDIR', 'PGSSLMODE', 'PGSSLROOTCERT', 'PGOPTIONS', 'PGAPPNAME', 'PGCONNECT_TIMEOUT'],
]

/** Sets these and unsets all others that matter; `vi.unstubAllEnvs` undoes it. */
export const setEnvironment = (variables: Readonly<Record<string, string>>): void => {
  for (const name of known) vi.stubEnv(name, undefined)
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
}
