/** `run` drains the queue; `retry` tries rejected messages again. */
export const runKinds = ['run', 'retry'] as const

export type RunKind = (typeof runKinds)[number]

/** A limit or a switch as a run had it. */
export type RunSetting = string | number | boolean | null

/** Under what a run ran, besides its queue's name: noted when it begins, so that runs can be compared. */
export interface RunCircumstances {
  readonly queueEndpoint: string
  /** Address and name. */
  readonly database: string
  /** Check value of the key that masks. */
  readonly maskKey: string
  /** Name of the machine. */
  readonly host: string
  /** Of Sluice. */
  readonly version: string
  readonly settings: Readonly<Record<string, RunSetting>>
}
