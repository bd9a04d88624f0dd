/**
 * Habits that make a sentence hard to read, each with what to write in its place. They apply to documents, comments,
 * the program's sentences and names of tests, but not to names in code.
 */
const habits = [
  [/\b(?:is|was|be) said so\b/i, 'say who tells whom: "Sluice tells you"'],
  [/\bfound out\b/i, '"detected", or "it shows"'],
  [
    /(?<!\bthere )\b(?:is|are|was|were) no (?!longer\b|more\b|older\b|newer\b|less\b|worse\b|faster\b|slower\b|one\b)\w+/i,
    '"is not a …"',
  ],
  [/\bgo(?:es)? before\b/i, '"overrides", or "comes first"'],
  [/\b(?:what|that|which|it|mark|comma|character|names?|text|values?) stands?\b/i, '"is"'],
  [/\b(?:is|are|was|were) (?:already )?going on\b/i, '"is running", "is in progress"'],
  [/\bif (?:that|it) goes on\b/i, '"if it keeps happening"'],
  [/\bif (?:it|that) stays\b/i, '"if it keeps happening", "if it lasts"'],
  [/\ball the same\b/i, '"anyway", "still"'],
  [/\bin hand\b/i, '"held", "not yet settled"'],
  [/\banew\b/i, '"again"'],
  [/\blets? through\b/i, '"matches", "accepts"'],
  [
    /(?:^|[.;:] )Where (?:it|there|they|an?|the|that|no|none|one|some|two|either|both|several)\b[^.;:]*,/,
    '"If …"',
  ],
  [/; where (?:it|there|they|an?|the|that|no|none|one|some|two|either|both|several)\b/, '"; if …"'],
  [/\ball that (?:is|an?|the|needs?)\b/i, '"everything that"'],
  [/\bwhole or not at all\b/i, '"completely or not at all"'],
  [/\bhalf of a surrogate pair\b/i, '"an unpaired surrogate"'],
  [/\bare no failures?\b/i, '"do not count as failures"'],
  [/\bburns?\b/i, '"uses up"'],
  [/\bshort way\b/i, '"fast path"'],
  [/\bcalled like\b/i, '"named after"'],
  [/\bthe least and the most\b/i, '"the minimum and the maximum"'],
  [/\bthat you may (?:read|write)\b/i, '"readable", "writable"'],
  [/\bthe rooms\b/i, '"the modules"'],
  [/\bsees? to it that\b/i, '"makes sure that"'],
  [/\bof (?:ours|theirs)\b/i, '"our …", "their …"'],
  [/\bso that (?:it|they|he|she|we|you|nobody|nothing) be\b/i, '"so that it is"'],
  [/\bthat is to say\b/i, 'nothing, or a sentence of its own'],
  [/\bgives? out\b/i, '"returns", "hands out"'],
  [/\b(?:least|most) so many\b/i, '"at most this many"'],
  [/\bso manieth\b/i, '"n-th"'],
  [/\b(?:may|can|must) be had\b|\bcannot be had\b/i, '"is available"'],
  [/\bwhere nothing (?:else )?is said\b/i, '"by default"'],
  [/\b(?:whereby|thereby|thereof|herein|therein)\b/i, 'two sentences'],
]

/** Texts that match a habit but are right as they are. */
const exceptions = [
  // Asks for a place, which is what "where" means.
  'where a row came from (N10)',
]

/** "There is no …" is the usual way to say it. */
const isUsual = (text, found) => /\bthere (?:is|are|was|were) no\b/i.test(text) && /\bno\b/.test(found)

/** The habits found in a text, a sentence each, after the text's place. */
export const findIn = (place, text) =>
  exceptions.includes(text)
    ? []
    : habits.flatMap(([pattern, write]) => {
        const found = pattern.exec(text)?.[0]
        return found === undefined || isUsual(text, found)
          ? []
          : [`${place} says "${found.trim()}". Write ${write}.`]
      })

/** Paragraphs, list items and table rows of a document with the number of their first line, without code. */
export const paragraphsOf = (text) => {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, (block) => block.replaceAll(/[^\n]/g, ''))
  const paragraphs = []
  for (const [index, line] of prose.split('\n').entries()) {
    const begins = line.trim() === '' || /^(?:\||[-#<>]|\d+\. )/.test(line) || paragraphs.length === 0
    if (begins) paragraphs.push({ line: index + 1, text: line })
    else paragraphs.at(-1).text += ` ${line}`
  }
  return paragraphs.map(({ line, text }) => ({
    line,
    text: text
      .replaceAll(/`[^`]*`/g, 'x')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  }))
}
