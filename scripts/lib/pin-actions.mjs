/** `uses: owner/name/path@v6` or, pinned before, `uses: owner/name/path@<commit> # v6`. Our own workflows begin with `./`. */
const use =
  /^(\s*(?:- )?uses:\s*)([\w.-]+\/[\w.-]+)((?:\/[\w./-]+)?)@(?:[\da-f]{40}\s+#\s*(v[\w.-]+)|(v[\w.-]+))[ \t]*$/gm

const keyOf = (repository, tag) => `${repository}@${tag}`

/** Every action that workflows name by a tag, once: `owner/name@v6` and its parts. */
export const tagsIn = (texts) =>
  new Map(
    texts.flatMap((text) =>
      [...text.matchAll(use)].map(([, , repository, , pinned, plain]) => {
        const tag = pinned ?? plain
        return [keyOf(repository, tag), { repository, tag }]
      }),
    ),
  )

/** A workflow with commits in place of tags. @param commits by `owner/name@v6` */
export const pinnedText = (text, commits) =>
  text.replace(use, (_, before, repository, path, pinned, plain) => {
    const tag = pinned ?? plain
    return `${before}${repository}${path}@${commits.get(keyOf(repository, tag))} # ${tag}`
  })
