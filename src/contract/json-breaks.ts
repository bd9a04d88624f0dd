/** The name of a place where a text stops being JSON, and what would be right there. */
interface BreakWords {
  /** Follows "Not JSON: ". */
  readonly say: string
  /** What a rejection stores. It never changes, as stored rejections are recognised by it. */
  readonly kept: string
  readonly remedy: string
}

/** Every way in which a text breaks JSON (RFC 8259) that the tolerant reader tells apart. */
const words = {
  'byte-order-mark': {
    say: 'byte order mark at the start',
    kept: 'it starts with a byte order mark',
    remedy: 'Send the text without a byte order mark',
  },
  'odd-space': {
    say: 'white space that JSON does not allow',
    kept: 'between values is a space that JSON does not know',
    remedy: 'Use a plain space, or nothing',
  },
  comment: { say: 'comment', kept: 'there is a comment', remedy: 'Remove the comment' },
  'missing-comma': { say: 'missing comma', kept: 'a comma is missing', remedy: 'Put a comma here' },
  'extra-comma': { say: 'extra comma', kept: 'there is a comma too many', remedy: 'Remove this comma' },
  'trailing-comma': {
    say: 'trailing comma',
    kept: 'a comma follows the last value',
    remedy: 'Remove this comma',
  },
  'not-a-comma': {
    say: 'another character in place of a comma',
    kept: 'another mark is in the place of a comma',
    remedy: 'Write a comma',
  },
  'missing-colon': {
    say: 'missing colon',
    kept: 'a colon is missing',
    remedy: 'Put a colon between the name and its value',
  },
  'extra-colon': { say: 'extra colon', kept: 'there is a colon too many', remedy: 'Remove this colon' },
  'not-a-colon': {
    say: 'another character in place of a colon',
    kept: 'another mark is in the place of a colon',
    remedy: 'Write a colon',
  },
  'missing-value': { say: 'missing value', kept: 'a value is missing', remedy: 'Write a value, or null' },
  'missing-name': {
    say: 'missing name',
    kept: 'a name is missing',
    remedy: 'Write a name in quotes and a colon',
  },
  'unquoted-name': {
    say: 'name without quotes',
    kept: 'a name has no quotes',
    remedy: 'Put the name in double quotes',
  },
  'unquoted-text': {
    say: 'string without quotes',
    kept: 'a text has no quotes',
    remedy: 'Put the string in double quotes',
  },
  'single-quotes': {
    say: 'string in single quotes',
    kept: 'a text is in single quotes',
    remedy: 'Use double quotes',
  },
  'other-quotes': {
    say: 'string in quotes that JSON does not allow',
    kept: 'a text is in quotes that JSON does not know',
    remedy: 'Use plain double quotes',
  },
  'quote-inside': {
    say: 'unescaped quote inside a string',
    kept: 'a quote inside a text is not escaped',
    remedy: 'Put a backslash before this quote',
  },
  'no-closing-quote': {
    say: 'unterminated string',
    kept: 'a text has no closing quote',
    remedy: 'Close the string with a double quote',
  },
  'control-character': {
    say: 'control character in a string',
    kept: 'a text holds a control character',
    remedy: 'Write it as an escape, such as \\n or \\u0009',
  },
  'bad-escape': {
    say: 'invalid escape',
    kept: 'a backslash starts no known escape',
    remedy: 'Double the backslash, or write an escape that JSON knows',
  },
  'leading-zero': {
    say: 'number with a leading zero',
    kept: 'a number has a zero in front',
    remedy: 'Remove the zero, or put quotes around it',
  },
  'bad-number': {
    say: 'invalid number',
    kept: 'a number is not written as in JSON',
    remedy: 'Write it as 12, -3.5 or 6e7',
  },
  'not-a-number': {
    say: 'NaN and Infinity are not JSON values',
    kept: 'NaN and Infinity are not JSON values',
    remedy: 'Write a number, or null',
  },
  undefined: {
    say: 'undefined, None and nil are not JSON values',
    kept: 'undefined, None and nil are not JSON values',
    remedy: 'Write null',
  },
  capitals: {
    say: 'true, false and null must be in lower case',
    kept: 'true, false and null are written in small letters',
    remedy: 'Write it in lower case',
  },
  'wrong-bracket': {
    say: 'a bracket closed by one of the other kind',
    kept: 'a bracket is closed by one of the other kind',
    remedy: 'Use the other bracket',
  },
  'missing-bracket': {
    say: 'missing closing bracket',
    kept: 'a closing bracket is missing',
    remedy: 'Close the bracket here',
  },
  'extra-bracket': {
    say: 'extra bracket',
    kept: 'there is a bracket too many',
    remedy: 'Remove this bracket',
  },
  'missing-opening': {
    say: 'missing opening brace',
    kept: 'the opening brace is missing',
    remedy: 'Begin with an opening brace',
  },
  'cut-off': {
    say: 'it is cut off',
    kept: 'it ends before it is complete',
    remedy: 'Send the whole text; its end is missing',
  },
  'text-after-end': {
    say: 'text after the end',
    kept: 'there is text after its end',
    remedy: 'Remove it, or send it as a message of its own',
  },
  'other-format': {
    say: 'it is in another format',
    kept: 'it is written in another format',
    remedy: 'Send the event as a JSON object',
  },
} as const satisfies Readonly<Record<string, BreakWords>>

export type JsonBreak = keyof typeof words

export const jsonBreaks = Object.keys(words) as [JsonBreak, ...JsonBreak[]]

/** The detail of a reason that says so, as a rejection keeps it. */
export const detailOfBreak = (kind: JsonBreak): string => words[kind].kept

const byDetail: ReadonlyMap<string, BreakWords> = new Map(
  Object.values(words).map((each) => [each.kept, each]),
)

const known = (detail: string | null): BreakWords | undefined =>
  detail === null ? undefined : byDetail.get(detail)

/** What is wrong, by the detail of a reason; one that only an earlier version knew is shown as it is stored. */
export const wordsOfBreak = (detail: string | null): string | null => known(detail)?.say ?? detail

/** What would be right, by the detail of a reason; for one from an earlier version, advice that always helps. */
export const remedyOfBreak = (detail: string | null): string =>
  known(detail)?.remedy ?? 'Write valid JSON here'
