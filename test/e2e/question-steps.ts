import type { RunningApp } from './running-app.ts'

interface Question {
  readonly message: string
  readonly buttons: readonly string[]
  readonly defaultId: number
  readonly cancelId: number
}

interface World {
  questions?: Question[]
}

/**
 * Answers every dialog that main shows from now on with one of its buttons, or leaves it open with `null`, and
 * records the questions.
 */
export const answerQuestions = (app: RunningApp, button: string | null): Promise<void> =>
  app.evaluate(({ dialog }, label) => {
    const world = globalThis as World
    world.questions = []
    const answer = (...args: readonly unknown[]) => {
      const question = args.at(-1) as Question
      const { message, buttons, defaultId, cancelId } = question
      world.questions?.push({ message, buttons, defaultId, cancelId })
      if (label === null) return new Promise<never>(() => undefined)
      return Promise.resolve({ response: buttons.indexOf(label), checkboxChecked: false })
    }
    Object.assign(dialog, { showMessageBox: answer })
  }, button)

/** The questions since `answerQuestions`. */
export const questionsAsked = (app: RunningApp): Promise<readonly Question[]> =>
  app.evaluate(() => (globalThis as World).questions ?? [], null)
