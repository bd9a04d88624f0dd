/** A name as a quoted SQL identifier, so that capitals, spaces and SQL keywords are safe. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`
