/** Actions that are noted for good. */
export const auditActions = ['uncover-rejected', 'export-rejected', 'erase-rejected'] as const

export type AuditAction = (typeof auditActions)[number]

/** One line of the audit. */
export interface AuditEntry {
  /** `account@host`. */
  readonly who: string
  readonly what: AuditAction
  /**
   * What it was done to: the number of a rejected message, of several as `7, 9-12`, or the name of an action that its messages
   * keep.
   */
  readonly subject: string
  /** Why, in the words of whoever did it, in 1 to `longestWhy` characters; null where the action asks for no reason. */
  readonly why: string | null
}

/** The longest reason, in UTF-16 code units. */
export const longestWhy = 500
