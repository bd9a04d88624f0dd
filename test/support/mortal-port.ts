/** Where a process is killed: before or after a call of a port, at its first or a later time. */
export interface Death {
  readonly when: 'before' | 'after'
  readonly step: string
  readonly hit: number
}

/**
 * Ports in which one call never returns, as in a dead process, and after which no other call does anything; `died`
 * settles when it is reached.
 */
export const mortal = ({ when, step, hit }: Death) => {
  let passed = 0
  let isDead = false
  let tell: () => void = () => undefined
  const died = new Promise<'died'>((settle) => {
    tell = () => settle('died')
  })
  const forever = (): Promise<never> => new Promise(() => undefined)
  const doom = <Port extends object>(port: Port): Port =>
    Object.fromEntries(
      Object.entries(port).map(([name, action]: [string, unknown]) => [
        name,
        typeof action !== 'function'
          ? action
          : async (...input: readonly unknown[]): Promise<unknown> => {
              if (isDead) return forever()
              if (name !== step || (passed += 1) !== hit) return action(...input) as unknown
              if (when === 'after') await action(...input)
              isDead = true
              tell()
              return forever()
            },
      ]),
    ) as Port
  return { died, doom }
}
