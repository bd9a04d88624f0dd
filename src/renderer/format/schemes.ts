/** The colour schemes that can be chosen, by Mantine's names, and what they are called wherever they can be. */
export const schemeNames = { light: 'Light', dark: 'Dark', auto: 'Follow system' } as const
