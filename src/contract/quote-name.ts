/** An SQL identifier in quotes, in which any name is itself: with capitals, spaces, or the same as a word of SQL. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`
