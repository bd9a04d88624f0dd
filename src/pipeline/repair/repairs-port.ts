import type { Reason } from '../../contract/reason.ts'

/** What is known of a rejected message besides the original. */
export interface KnownVersions {
  /** 0 if there is only the original. */
  readonly newest: number
  /** A person's latest unsent version. */
  readonly draft: { readonly version: number; readonly sealedBody: Uint8Array } | null
  /** How often rules have sent messages of its origin. */
  readonly sends: number
}

/** A mended message on its way into the pipeline. */
export interface Sending {
  readonly rejectedId: string
  /** The number of the version, under which it is sealed, and of the one it was made from. */
  readonly version: number
  readonly base: number
  readonly sealedBody: Uint8Array
  readonly bodyBytes: number
}

/**
 * The number of the version that is sent; or why it is not: rules have sent its origin as often as allowed, or
 * someone else has mended, loaded, discarded or erased it meanwhile.
 */
export type SendAnswer =
  | { readonly kind: 'sent'; readonly version: number }
  | { readonly kind: 'capped' }
  | { readonly kind: 'taken' }

/** Versions of rejected messages. Calls throw `PortError`. */
export interface RepairsPort {
  known(rejectedIds: readonly string[]): Promise<ReadonlyMap<string, KnownVersions>>
  /**
   * Records versions before they are sent, so that a kill cannot hide them. A version that the same rule made before,
   * with the same text, is the same one. Repeated by the same run, it counts once.
   */
  send(runId: string, sendings: readonly Sending[]): Promise<ReadonlyMap<string, SendAnswer>>
  /**
   * Records versions that a rule made and that go to a queue, where their sending is recorded and counted. A version
   * that the same rule made before is the same one. None of them is capped here.
   */
  keep(sendings: readonly Sending[]): Promise<ReadonlyMap<string, SendAnswer>>
  rejectAgain(
    runId: string,
    versions: readonly {
      readonly rejectedId: string
      readonly version: number
      readonly reasons: readonly Reason[]
    }[],
  ): Promise<void>
  /** Records the fate of the run's versions whose message someone else has settled meanwhile. */
  settle(runId: string): Promise<void>
}

/** The name that a version is sealed under, so that no version opens as a different one. */
export const versionName = (originId: string, version: number): string => `${originId}\0version ${version}`
