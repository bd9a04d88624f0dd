import { join } from 'node:path'
import { logIn } from '../embedded/log-file.ts'

/** Where the built-in database keeps its files. */
export const databaseFolder = (dataFolder: string): string => join(dataFolder, 'postgres')

/** Where the built-in database writes its log; there is none before its first start. */
export const logOf = (dataFolder: string): string => logIn(databaseFolder(dataFolder))
