/**
 * A notice for a person who is looking elsewhere, or that a newer version is out. Counts and our own sentences only.
 */
export interface Notice {
  readonly kind: 'drained' | 'failed' | 'rejections' | 'database-lost' | 'dead-letters' | 'update'
  readonly title: string
  readonly body: string
}
