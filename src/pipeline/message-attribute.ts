/** An attribute that the sender put beside the body. */
export interface MessageAttribute {
  readonly name: string
  /** As SQS names it: `String`, `Number` or `Binary`, with the sender's label after a dot. */
  readonly type: string
  /** The text, or the bytes of a binary one in base64. */
  readonly value: string
}

export const isBinary = (type: string): boolean => type.split('.')[0] === 'Binary'
