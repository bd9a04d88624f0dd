/** electron-builder's variables for signing and notarising. */
const variables = [
  'CSC_LINK',
  'CSC_KEY_PASSWORD',
  'CSC_NAME',
  'WIN_CSC_LINK',
  'WIN_CSC_KEY_PASSWORD',
  'APPLE_ID',
  'APPLE_APP_SPECIFIC_PASSWORD',
  'APPLE_TEAM_ID',
]

/**
 * Removes empty variables, which a workflow sets if it lacks a secret: an empty certificate would count as a broken
 * one.
 */
export const forgetEmpty = (environment) => {
  for (const name of variables) if (environment[name]?.trim() === '') delete environment[name]
}

/** Whether a package for this system will be signed with a given certificate; never on Linux. */
export const isSigned = (platform, { CSC_LINK, CSC_NAME, WIN_CSC_LINK }) =>
  platform === 'linux' || Boolean(CSC_LINK || CSC_NAME || (platform === 'win32' && WIN_CSC_LINK))
