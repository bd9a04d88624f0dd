import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { anchorOf } from './anchors.ts'

/** What each answer must contain, by the number of the question. */
const keyWords: readonly (readonly RegExp[])[] = [
  [/rejects everything else/, /original|version/, /kept|keeps/],
  [/sends twice/, /365 days/, /redelivery/],
  [/mask key/, /seal key/, /refuses/, /cp -a/],
  [/sqs:DeleteMessage/, /doctor --grant/, /kms:Decrypt/],
  [/10 to 18/, /PgBouncer/],
  [/10,000,000|10 million/, /bytes/, /calls/],
  [/delete from user_logins/, /rejected erase/],
  [/keys/, /cp -a/, /schema `sluice`/],
  [/upgrade/i, /restore the backup/],
  [/queue/, /database/, /telemetry/, /releases/],
  [/SIGTERM/, /systemd/, /schtasks/],
  [/event init/, /masked/],
]

const page = 'docs/questions.md'
const questions = readFileSync(page, 'utf8')
  .split(/^\d+\. /m)
  .slice(1)

/** The passage under a heading, up to the next one of the same or a higher level. */
const passageOf = (link: string): string => {
  const [file = '', anchor = ''] = link.split('#')
  const lines = readFileSync(join(dirname(page), file), 'utf8').split('\n')
  const rankOf = (line: string): number => /^(#+) /.exec(line)?.[1]?.length ?? Infinity
  const at = lines.findIndex(
    (line) => rankOf(line) < Infinity && anchorOf(line.replace(/^#+ /, '')) === anchor,
  )
  if (at < 0) return ''
  const rank = rankOf(lines[at] ?? '')
  let isCode = false
  const end = lines.findIndex((line, index) => {
    if (line.startsWith('```')) isCode = !isCode
    return index > at && !isCode && rankOf(line) <= rank
  })
  return lines.slice(at + 1, end < 0 ? undefined : end).join('\n')
}

it('the documents answer twelve questions of a new reader, each where docs/questions.md says', () => {
  expect(questions).toHaveLength(keyWords.length)
  for (const [index, question] of questions.entries()) {
    const links = [...question.matchAll(/\]\(([^)]+#[^)]+)\)/g)].map(([, link = '']) => link)
    expect(links.length).toBeGreaterThan(0)
    for (const link of links) expect([link, passageOf(link).length > 100]).toEqual([link, true])
    const answer = links.map(passageOf).join('\n')
    expect([question, (keyWords[index] ?? []).filter((word) => !word.test(answer))]).toEqual([question, []])
  }
})
