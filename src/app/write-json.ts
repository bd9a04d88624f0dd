import { randomUUID } from 'node:crypto'
import { access, link, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { failure, FailureError } from '../contract/failure.ts'

/** Throws `FailureError` with `event-file-exists` where there is something already. */
export const demandFree = async (path: string): Promise<void> => {
  const isThere = await access(path).then(
    () => true,
    () => false,
  )
  if (isThere) throw new FailureError(failure('event-file-exists', { path }))
}

/**
 * Writes a file of JSON completely or not at all, in place of another one only where that is meant. Throws
 * `FailureError` with `event-file-exists` or `event-file-unwritten`.
 */
export const writeJsonFile = async (path: string, value: object, replace: boolean): Promise<void> => {
  const part = join(dirname(path), `.${basename(path)}-${randomUUID()}.part`)
  try {
    if (!replace) await demandFree(path)
    await writeNew(part, `${JSON.stringify(value, null, 2)}\n`)
    if (replace || !(await linkNew(part, path))) await rename(part, path)
    else await rm(part)
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    if (error instanceof FailureError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new FailureError(failure('event-file-unwritten', code === '' ? { path } : { path, code }))
  }
}

const writeNew = async (path: string, text: string): Promise<void> => {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(text, 'utf8')
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Puts a file in a place that is free, even where another one comes there meanwhile; false where the disk knows no links. */
const linkNew = async (part: string, path: string): Promise<boolean> => {
  try {
    await link(part, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new FailureError(failure('event-file-exists', { path }))
    return false
  }
}
