import type { RunningApp } from './running-app.ts'

/** What main asked in a save dialog. */
interface SaveQuestion {
  readonly defaultPath: string
  readonly filters: readonly { readonly name: string; readonly extensions: readonly string[] }[]
}

interface World {
  saveQuestions?: SaveQuestion[]
}

/** Answers every save dialog from now on with a path, or dismisses it with `null`, and records the questions. */
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

/** Answers every open dialog with a path, or dismisses it with `null`. */
export const answerOpen = (app: RunningApp, path: string | null): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    const answer = () =>
      Promise.resolve({ canceled: filePath === null, filePaths: filePath === null ? [] : [filePath] })
    Object.assign(dialog, { showOpenDialog: answer })
  }, path)

/** The questions since `answerSave`. */
export const saveQuestions = (app: RunningApp): Promise<readonly SaveQuestion[]> =>
  app.evaluate(() => (globalThis as World).saveQuestions ?? [], null)
