/** Characters of every kind that is invisible or a command, by name. */
export const hostileCharacters: readonly (readonly [name: string, text: string])[] = [
  ['NUL', '\u0000'],
  ['bell', '\u0007'],
  ['backspace', '\b'],
  ['tab', '\t'],
  ['line feed', '\n'],
  ['carriage return', '\r'],
  ['a colour of the terminal (ESC)', '\u001b[31m'],
  ['a title of the terminal (OSC)', '\u001b]0;owned\u0007'],
  ['a link of the terminal (OSC 8)', '\u001b]8;;http://192.0.2.1/\u001b\\'],
  ['delete', '\u007f'],
  ['next line (C1)', '\u0085'],
  ['CSI in one character (C1)', '\u009b31m'],
  ['OSC in one character (C1)', '\u009d0;owned\u009c'],
  ['soft hyphen', '\u00ad'],
  ['combining grapheme joiner', '\u034f'],
  ['Arabic letter mark', '\u061c'],
  ['Hangul filler', '\u115f'],
  ['Mongolian vowel separator', '\u180e'],
  ['zero-width space', '\u200b'],
  ['zero-width joiner', '\u200d'],
  ['right-to-left mark', '\u200f'],
  ['line separator', '\u2028'],
  ['paragraph separator', '\u2029'],
  ['right-to-left override', '\u202e'],
  ['word joiner', '\u2060'],
  ['first strong isolate', '\u2068'],
  ['variation selector', '\ufe0f'],
  ['byte order mark', '\ufeff'],
  ['interlinear annotation', '\ufff9'],
  ['high surrogate alone', '\ud83d'],
  ['low surrogate alone', '\ude00'],
  ['a tag', '\u{e0041}'],
]

/** Those that PostgreSQL stores: no NUL and no unpaired surrogate. */
export const storableCharacters = hostileCharacters.filter(
  ([, text]) => !text.includes('\u0000') && text.isWellFormed(),
)

/** What must never be printed, except line feeds between lines; written separately from the code under test. */
export const obeyed =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udfff]/
