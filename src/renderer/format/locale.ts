const { hourCycle = 'h12' } = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions()

/** The one locale of numbers and dates: English, as all words of the page are, with the hours of this machine (12 or 24). */
export const locale = `en-u-hc-${hourCycle}`
