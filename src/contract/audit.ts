/** Actions that are recorded permanently. */
export const auditActions = ['uncover-rejected', 'export-rejected', 'erase-rejected'] as const

export type AuditAction = (typeof auditActions)[number]

/** One line of the audit. */
export interface AuditEntry {
  /** `account@host`. */
  readonly who: string
  readonly what: AuditAction
  /**
   * The target: the number of a rejected message, several as `7, 9-12`, or the id of an action that its messages
   * keep.
   */
  readonly subject: string
  /** The reason given, 1 to `longestWhy` characters; null if the action asks for none. */
  readonly why: string | null
}

/** The longest reason, in UTF-16 code units. */
export const longestWhy = 500
