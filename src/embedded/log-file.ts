import { join } from 'node:path'

/** The log of the server whose files lie in a folder. */
export const logIn = (folder: string): string => join(folder, 'postgresql.log')
