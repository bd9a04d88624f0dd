/** Markup that would run a script if anything took it for markup; short enough for every column. */
export const scriptText = '<img src=x onerror=alert(1)>'

/** Bodies of any length that tempt readers to read the same characters again and again. */
export const hostileBodies: readonly (readonly [name: string, make: (length: number) => string])[] = [
  [
    'digits in user_id',
    (length) => `{"user_id":"${'1'.repeat(length)}","ip":"203.0.113.77","device_id":"d"}`,
  ],
  ['digits alone', (length) => '7'.repeat(length)],
  ['digits and dots', (length) => `{"user_id":"${'1.'.repeat(length / 2)}"}`],
  ['digits after a minus', (length) => `[-${'0'.repeat(length)}]`],
  ['an exponent without an end', (length) => `[1e${'9'.repeat(length)}`],
  ['quotes', (length) => '"'.repeat(length)],
  ['backslashes', (length) => `"${'\\'.repeat(length)}"`],
  ['quotes with backslashes', (length) => '"\\'.repeat(length / 2)],
  ['escapes', (length) => `{"user_id":"${'\\u0031'.repeat(length / 6)}"}`],
  ['spaces', (length) => ' '.repeat(length)],
  ['a name and spaces', (length) => `{"user_id"${' '.repeat(length)}`],
  ['line feeds', (length) => '\n'.repeat(length)],
  ['line feeds in JSON', (length) => `{"a":[${'\n'.repeat(length)}]}`],
  ['tabs', (length) => '\t'.repeat(length)],
  ['zero-width characters', (length) => `{"user_id":"${'\u200b'.repeat(length)}"}`],
  ['direction marks', (length) => `{"user_id":"${'\u202e'.repeat(length)}"}`],
  ['combining marks', (length) => `{"user_id":"a${'\u0301'.repeat(length)}"}`],
  ['right-to-left letters', (length) => `{"user_id":"${'\u05d0'.repeat(length)}"}`],
  ['joined emoji', (length) => `{"user_id":"${'👩\u200d'.repeat(length / 3)}"}`],
  ['halves of surrogate pairs', (length) => '\ud83d'.repeat(length)],
  ['colons', (length) => ':'.repeat(length)],
  ['markup', (length) => `{"user_id":"${scriptText.repeat(length / scriptText.length)}"}`],
  ['open arrays', (length) => '['.repeat(length)],
  ['small arrays', (length) => `[${'[],'.repeat(length / 3)}0]`],
  ['numbers', (length) => `[${'1,'.repeat(length / 2)}1]`],
  ['names', (length) => `{${Array.from({ length: length / 12 }, (_, n) => `"k${n}":null`).join(',')}}`],
  ['one name again and again', (length) => `{${'"ip":"1",'.repeat(length / 9)}"ip":"1"}`],
  ['pretty JSON', (length) => `[\n${'  {\n    "a": 1\n  },\n'.repeat(length / 20)}  0\n]`],
]
