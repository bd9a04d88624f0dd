import type { RunningApp } from './running-app.ts'

/** What main asked in a box for a file to save to. */
interface SaveQuestion {
  readonly defaultPath: string
  readonly filters: readonly { readonly name: string; readonly extensions: readonly string[] }[]
}

interface World {
  saveQuestions?: SaveQuestion[]
}

/** Answers every such box from now on with a path, or dismisses it with `null`, and notes what is asked from now on. */
export const answerSave = (app: RunningApp, path: string | null): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    const world = globalThis as World
    world.saveQuestions = []
    const answer = (...args: readonly unknown[]) => {
      const { defaultPath, filters } = args.at(-1) as SaveQuestion
      world.saveQuestions?.push({ defaultPath, filters })
      return Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' })
    }
    Object.assign(dialog, { showSaveDialog: answer })
  }, path)

/** Answers every box for a file that is there with a path, or dismisses it with `null`. */
export const answerOpen = (app: RunningApp, path: string | null): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    const answer = () =>
      Promise.resolve({ canceled: filePath === null, filePaths: filePath === null ? [] : [filePath] })
    Object.assign(dialog, { showOpenDialog: answer })
  }, path)

/** What was asked since `answerSave`. */
export const saveQuestions = (app: RunningApp): Promise<readonly SaveQuestion[]> =>
  app.evaluate(() => (globalThis as World).saveQuestions ?? [], null)
