import type { Reason } from '../../contract/reason.ts'

/** What is known of a rejected message beside how it came. */
export interface KnownVersions {
  /** 0 where there is none but the message as it came. */
  readonly newest: number
  /** What a person made of it last and has not sent. */
  readonly draft: { readonly version: number; readonly sealedBody: Uint8Array } | null
  /** How often rules have sent messages of its origin. */
  readonly sends: number
}

/** A mended message on its way into the pipeline. */
export interface Sending {
  readonly rejectedId: string
  /** The number of the version, under which it is sealed, and of the one that it was made of. */
  readonly version: number
  readonly base: number
  readonly sealedBody: Uint8Array
  readonly bodyBytes: number
}

/**
 * The number of the version that is sent; or why it is not: rules have sent its origin as often as they may, or somebody else has
 * mended, loaded, discarded or erased it meanwhile.
 */
export type SendAnswer =
  | { readonly kind: 'sent'; readonly version: number }
  | { readonly kind: 'capped' }
  | { readonly kind: 'taken' }

/** Versions of rejected messages. Calls throw `PortError`. */
export interface RepairsPort {
  known(rejectedIds: readonly string[]): Promise<ReadonlyMap<string, KnownVersions>>
  /**
   * Notes that versions are sent, before anything is done with them, so that a kill cannot hide it. A version that was sent
   * before, by the same rule and of the same text, is the same one. Done twice by one run, it counts once.
   */
  send(runId: string, sendings: readonly Sending[]): Promise<ReadonlyMap<string, SendAnswer>>
  rejectAgain(
    runId: string,
    versions: readonly {
      readonly rejectedId: string
      readonly version: number
      readonly reasons: readonly Reason[]
    }[],
  ): Promise<void>
  /** Says of versions of the run whose message somebody else has settled meanwhile what became of that. */
  settle(runId: string): Promise<void>
}

/** The name that a version is sealed under, so that no version opens as another. */
export const versionName = (originId: string, version: number): string => `${originId}\0version ${version}`
