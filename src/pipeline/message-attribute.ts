/** An attribute that the sender put beside the body. */
export interface MessageAttribute {
  readonly name: string
  /** As SQS names it: `String`, `Number` or `Binary`, with the sender's label after a dot. */
  readonly type: string
  /** The text, or the bytes of a binary one in base64. */
  readonly value: string
}

export const isBinary = (type: string): boolean => type.split('.')[0] === 'Binary'

/** What SQS takes as the name of an attribute (Developer Guide, "Message attribute components"). */
export const isSendableName = (name: string): boolean =>
  name.length <= 256 && /^(?!(?:aws|amazon)\.)[\w-]+(?:\.[\w-]+)*$/i.test(name)

/** What SQS takes as a body or as the text of an attribute (API Reference, SendMessage): not empty, and the characters of XML. */
export const isSendableText = (text: string): boolean =>
  text !== '' && text.isWellFormed() && !/[^\t\n\r -\uFFFD]/.test(text.replace(/[\uD800-\uDFFF]/g, ''))
