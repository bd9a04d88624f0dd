import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './host.ts'

const documents = ['README.md', ...globSync('docs/**/*.md', { cwd: root })].map((path) =>
  readFileSync(join(root, path), 'utf8'),
)

/** The place of pictures that no document shows: a workflow keeps them. */
export const unshownFolder = 'out/screenshots'

/** The place of a picture, by its file name: beside the documents if one of them shows it. */
export const folderOfPicture = (file: string): string =>
  join(
    root,
    documents.some((text) => text.includes(`screenshots/${file}`)) ? 'docs/screenshots' : unshownFolder,
  )
