/** Resolves to the action's result. It begins once all earlier ones have ended. */
export type InTurn = <T>(action: () => Promise<T>) => Promise<T>

/** One action after another, in order. */
export const createInTurn = (): InTurn => {
  let last: Promise<unknown> = Promise.resolve()
  return (action) => {
    const done = last.then(action)
    // The caller gets its result; those behind it only wait for its end.
    last = done.catch(() => undefined)
    return done
  }
}
