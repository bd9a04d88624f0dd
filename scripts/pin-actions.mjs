// npm run pin-actions: writes the commit in place of each action's tag in .github/workflows, followed by the tag,
// which it looks up in the action's repository. Run again, it updates each to its tag's present commit. `-- --from
// FOLDER-OR-URL` asks there instead of GitHub.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pinnedText, tagsIn } from './lib/pin-actions.mjs'
import { inRoot } from './lib/root.mjs'
import { run } from './lib/run.mjs'
import { main, say, Trouble } from './lib/say.mjs'

/** The commit of a tag. A signed or annotated tag is a separate object, and git lists its commit with `^{}`. */
const commitOf = async (from, { repository, tag }) => {
  const names = [`refs/tags/${tag}`, `refs/tags/${tag}^{}`]
  const { code, text } = await run('git', ['ls-remote', `${from}/${repository}`, ...names], {
    output: 'keep',
  })
  if (code !== 0) throw new Trouble(`${repository} did not answer: ${text.trim().split('\n').at(-1)}`)
  const lines = text.split('\n').map((line) => /^([\da-f]{40})\s+(\S+)$/.exec(line) ?? [])
  const found = names.map((name) => lines.find(([, , of]) => of === name)?.[1])
  const commit = found[1] ?? found[0]
  if (commit === undefined) throw new Trouble(`${repository} has no tag ${tag}.`)
  return commit
}

await main(async () => {
  const { values } = parseArgs({
    options: {
      from: { type: 'string', default: 'https://github.com' },
      folder: { type: 'string', default: inRoot('.github/workflows') },
    },
  })
  const files = readdirSync(values.folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => join(values.folder, name))
  const texts = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))
  const commits = new Map()
  for (const [key, action] of tagsIn([...texts.values()]))
    commits.set(key, await commitOf(values.from, action))
  // Nothing is written until all commits are known.
  for (const [file, text] of texts) writeFileSync(file, pinnedText(text, commits))
  for (const [key, commit] of commits) say(`${key} is ${commit}`)
  return 0
})
