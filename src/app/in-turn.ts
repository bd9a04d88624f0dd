/** Answers what the action does, which begins once all that were asked for before have ended. */
export type InTurn = <T>(action: () => Promise<T>) => Promise<T>

/** One action after another, in the order asked for. */
export const createInTurn = (): InTurn => {
  let last: Promise<unknown> = Promise.resolve()
  return (action) => {
    const done = last.then(action)
    // Whoever asked hears how it went; those behind only wait for its end.
    last = done.catch(() => undefined)
    return done
  }
}
