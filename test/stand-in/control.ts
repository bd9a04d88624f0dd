/** From the stand-in to the tests. */
export type Told =
  | { readonly type: 'browser'; readonly endpoint: string }
  | { readonly type: 'answer'; readonly id: number; readonly value?: unknown; readonly error?: string }

/** From the tests to the stand-in: a function's text, to run in main with the electron module and an argument. */
export interface Asked {
  readonly id: number
  readonly source: string
  readonly argument: unknown
}

export const tellTests = (message: Told): void => {
  process.send?.(message)
}

/** Runs what the tests send with the electron module, as Playwright does in the real one. */
export const obeyTests = (electron: object): void => {
  process.on('message', (asked: Asked) => void obey(electron, asked))
  // Tests that have ended leave nothing behind.
  process.on('disconnect', () => process.exit(1))
}

const obey = async (electron: object, { id, source, argument }: Asked): Promise<void> => {
  try {
    const run = new Function(`return (${source})`)() as (electron: object, argument: unknown) => unknown
    tellTests({ type: 'answer', id, value: await run(electron, argument) })
  } catch (cause) {
    tellTests({ type: 'answer', id, error: cause instanceof Error ? cause.message : String(cause) })
  }
}
