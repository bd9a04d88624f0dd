/** What is worth telling somebody who looks elsewhere. Counts and our own sentences only. */
export interface Notice {
  readonly kind: 'drained' | 'failed' | 'rejections'
  readonly title: string
  readonly body: string
}
