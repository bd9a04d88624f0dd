import { failure, type Failure } from '../contract/failure.ts'

/** How Windows ends a program that it cannot load, or that a library of the wrong age brings down (ntstatus.h). */
const withoutRuntime = new Set([0xc0000135, 0xc0000139, 0xc000007b, 0xc0000005])

/** The programs are for x64 on every Windows, so theirs is the runtime for x64, on ARM as well. */
const runtimeAddress = 'https://aka.ms/vs/17/release/vc_redist.x64.exe'

/** How much of what a program said is passed on: a few lines at the end, where it says what it failed at. */
const lines = 3
const longest = 400

/** A program of PostgreSQL that ended otherwise than well. */
export interface ProgramEnd {
  readonly program: 'initdb' | 'pg_ctl' | 'postgres'
  /** Null where a signal ended it. */
  readonly code: number | null
  /** What it wrote. initdb is given no secret, so it can say none; it names files. */
  readonly said?: string
}

/** Whether an exit code says that Windows could not load the program. Node gives it without a sign, some programs with one. */
export const lacksRuntime = (code: number | null, platform: NodeJS.Platform = process.platform): boolean =>
  platform === 'win32' && code !== null && withoutRuntime.has(code >>> 0)

/** Why a program ended, as a failure. `initdb` has no log yet, so its last lines are the only account. */
export const programFailure = (
  { program, code, said = '' }: ProgramEnd,
  platform: NodeJS.Platform = process.platform,
): Failure => {
  const shown = lacksRuntime(code, platform) ? `0x${((code ?? 0) >>> 0).toString(16).toUpperCase()}` : code
  const ended = `${program} ended with ${shown ?? 'a signal'}`
  if (lacksRuntime(code, platform))
    return failure('embedded-runtime-missing', { code: ended, link: runtimeAddress })
  return failure('embedded-database-not-made', { code: ended, said: lastWords(said) })
}

const lastWords = (said: string): string => {
  const words = said
    .split(/\r?\n/)
    .map((line) => line.replace(/[\p{C}\p{Z}]+/gu, ' ').trim())
    .filter((line) => line !== '')
  return words.slice(-lines).join(' ').slice(-longest)
}
