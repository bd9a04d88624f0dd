import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { compiledBefore } from './built.ts'

/** A child process that holds a data folder or its PostgreSQL until it is killed. */
export interface Holder {
  readonly said: { readonly url?: string; readonly adopted?: boolean }
  readonly pid: number
  /** Ends it without any chance to clean up. */
  readonly kill: () => Promise<void>
}

export const startHolder = async (folder: string, what: 'lock' | 'postgres'): Promise<Holder> => {
  const script = resolve(import.meta.dirname, 'hold-data-folder.ts')
  const child = spawn(process.execPath, [script, folder, what], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...compiledBefore },
  })
  const exited = once(child, 'exit')
  child.stdout.setEncoding('utf8')
  let text = ''
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  return {
    said: JSON.parse(text) as Holder['said'],
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}
