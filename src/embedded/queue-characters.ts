/** How fauxqs finds a character that no message may hold. */
export interface CharacterRule {
  test: (text: string) => boolean
}

/**
 * What SQS takes in a message: what XML 1.0 does, which is all of Unicode but most control characters, U+FFFE, U+FFFF and halves of
 * surrogate pairs (SQS API reference, `SendMessage`, `MessageBody`).
 */
const refused = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** fauxqs 2.4.1 refuses all characters beyond U+FFFF, as SQS did before it took them. */
export const mendCharacters = (rule: CharacterRule): void => {
  rule.test = (text) => refused.test(text)
}
