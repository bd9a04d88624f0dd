/** How fauxqs finds a character that no message may hold. */
export interface CharacterRule {
  test: (text: string) => boolean
}

/**
 * What SQS accepts in a message: XML 1.0's characters, which is all of Unicode except most control characters,
 * U+FFFE, U+FFFF and unpaired surrogates (SQS API reference, `SendMessage`, `MessageBody`).
 */
const refused = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** fauxqs 2.4.1 refuses all characters beyond U+FFFF, as SQS did before it took them. */
export const mendCharacters = (rule: CharacterRule): void => {
  rule.test = (text) => refused.test(text)
}
