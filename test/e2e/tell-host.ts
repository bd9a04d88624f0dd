import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeHost, findHost, root } from './host.ts'

/** After a run: says whether it was Electron that was tested, and leaves the line for the summary of all tests. */
export default async function tellHost(): Promise<void> {
  const line = describeHost(findHost())
  console.log(`\nThe desktop specs ran ${line}.`)
  const folder = join(root, 'test-results')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'host.txt'), `${line}\n`)
}
