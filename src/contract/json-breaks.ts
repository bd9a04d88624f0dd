/** What a place is called where a text stops being JSON, and what would be right there. */
interface BreakWords {
  /** Behind "Not JSON: ". */
  readonly say: string
  readonly remedy: string
}

/** Every way in which a text breaks JSON (RFC 8259) that the tolerant reader tells apart. */
const words = {
  'byte-order-mark': {
    say: 'it starts with a byte order mark',
    remedy: 'Send the text without a byte order mark',
  },
  'odd-space': {
    say: 'between values is a space that JSON does not know',
    remedy: 'Use a plain space, or nothing',
  },
  comment: { say: 'there is a comment', remedy: 'Remove the comment' },
  'missing-comma': { say: 'a comma is missing', remedy: 'Put a comma here' },
  'extra-comma': { say: 'there is a comma too many', remedy: 'Remove this comma' },
  'trailing-comma': { say: 'a comma follows the last value', remedy: 'Remove this comma' },
  'not-a-comma': { say: 'another mark is in the place of a comma', remedy: 'Write a comma' },
  'missing-colon': { say: 'a colon is missing', remedy: 'Put a colon between the name and its value' },
  'extra-colon': { say: 'there is a colon too many', remedy: 'Remove this colon' },
  'not-a-colon': { say: 'another mark is in the place of a colon', remedy: 'Write a colon' },
  'missing-value': { say: 'a value is missing', remedy: 'Write a value, or null' },
  'missing-name': { say: 'a name is missing', remedy: 'Write a name in quotes and a colon' },
  'unquoted-name': { say: 'a name has no quotes', remedy: 'Put the name in double quotes' },
  'unquoted-text': { say: 'a text has no quotes', remedy: 'Put the text in double quotes' },
  'single-quotes': { say: 'a text is in single quotes', remedy: 'Use double quotes' },
  'other-quotes': { say: 'a text is in quotes that JSON does not know', remedy: 'Use plain double quotes' },
  'quote-inside': {
    say: 'a quote inside a text is not escaped',
    remedy: 'Put a backslash before this quote',
  },
  'no-closing-quote': { say: 'a text has no closing quote', remedy: 'Close the text with a double quote' },
  'control-character': {
    say: 'a text holds a control character',
    remedy: 'Write it as an escape, such as \\n or \\u0009',
  },
  'bad-escape': {
    say: 'a backslash starts no known escape',
    remedy: 'Double the backslash, or write an escape that JSON knows',
  },
  'leading-zero': { say: 'a number has a zero in front', remedy: 'Remove the zero, or put quotes around it' },
  'bad-number': {
    say: 'a number is not written as in JSON',
    remedy: 'Write it as 12, -3.5 or 6e7',
  },
  'not-a-number': { say: 'NaN and Infinity are not JSON values', remedy: 'Write a number, or null' },
  undefined: { say: 'undefined, None and nil are not JSON values', remedy: 'Write null' },
  capitals: {
    say: 'true, false and null are written in small letters',
    remedy: 'Write it in small letters',
  },
  'wrong-bracket': { say: 'a bracket is closed by one of the other kind', remedy: 'Use the other bracket' },
  'missing-bracket': { say: 'a closing bracket is missing', remedy: 'Close the bracket here' },
  'extra-bracket': { say: 'there is a bracket too many', remedy: 'Remove this bracket' },
  'missing-opening': { say: 'the opening brace is missing', remedy: 'Begin with an opening brace' },
  'cut-off': { say: 'it ends before it is complete', remedy: 'Send the whole text; its end is missing' },
  'text-after-end': {
    say: 'there is text after its end',
    remedy: 'Remove it, or send it as a message of its own',
  },
  'other-format': { say: 'it is written in another format', remedy: 'Send the event as a JSON object' },
} as const satisfies Readonly<Record<string, BreakWords>>

export type JsonBreak = keyof typeof words

export const jsonBreaks = Object.keys(words) as [JsonBreak, ...JsonBreak[]]

/** The detail of a reason that says so. */
export const detailOfBreak = (kind: JsonBreak): string => words[kind].say

const remedies: ReadonlyMap<string, string> = new Map(
  Object.values(words).map(({ say, remedy }) => [say, remedy]),
)

/** What would be right, by the detail of a reason; for one that a former version wrote, what helps with all of them. */
export const remedyOfBreak = (detail: string | null): string =>
  (detail === null ? undefined : remedies.get(detail)) ?? 'Write valid JSON here'
