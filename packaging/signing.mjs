/** What electron-builder signs and notarises with, by its own names of variables. */
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

/** Forgets those that are empty, as a workflow sets them where it has no secret: an empty certificate would be a broken one. */
export const forgetEmpty = (environment) => {
  for (const name of variables) if (environment[name]?.trim() === '') delete environment[name]
}

/** Whether a package for this system will be signed with a certificate that was named. Linux has no such thing. */
export const isSigned = (platform, { CSC_LINK, CSC_NAME, WIN_CSC_LINK }) =>
  platform === 'linux' || Boolean(CSC_LINK || CSC_NAME || (platform === 'win32' && WIN_CSC_LINK))
