/** `run` drains the queue; `retry` tries rejected messages again. */
export const runKinds = ['run', 'retry'] as const

export type RunKind = (typeof runKinds)[number]

/** The value of a limit or a switch in a run. */
export type RunSetting = string | number | boolean | null

/** The circumstances of a run, besides its queue's name: recorded when it begins, so that runs can be compared. */
export interface RunCircumstances {
  readonly queueEndpoint: string
  /** Address and name. */
  readonly database: string
  /** Check value of the key that masks. */
  readonly maskKey: string
  /** Name of the machine. */
  readonly host: string
  /** Sluice's. */
  readonly version: string
  readonly settings: Readonly<Record<string, RunSetting>>
}
