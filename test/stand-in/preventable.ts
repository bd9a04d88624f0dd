/** An event whose default can be prevented, as Electron passes to its listeners. */
export interface Preventable {
  readonly defaultPrevented: boolean
  readonly preventDefault: () => void
}

export const preventable = <T extends object>(more: T): Preventable & T => {
  let prevented = false
  return {
    ...more,
    get defaultPrevented() {
      return prevented
    },
    preventDefault: () => {
      prevented = true
    },
  }
}
