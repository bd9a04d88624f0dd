import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './host.ts'

const documents = ['README.md', ...globSync('docs/**/*.md', { cwd: root })].map((path) =>
  readFileSync(join(root, path), 'utf8'),
)

/** Where pictures go that no document shows: a workflow keeps them. */
export const unshownFolder = 'out/screenshots'

/** Where a picture goes, by its file name: beside the documents where one of them shows it. */
export const folderOfPicture = (file: string): string =>
  join(
    root,
    documents.some((text) => text.includes(`screenshots/${file}`)) ? 'docs/screenshots' : unshownFolder,
  )
