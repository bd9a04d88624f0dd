import { loadSettings, type Flags, type Settings } from '../app/config.ts'
import { toFailure } from '../app/faults.ts'
import { deleteKeptRule, keptRules, keptRuleText, switchKeptRule } from '../app/headless/repair.ts'
import { describeRule } from '../contract/repair-words.ts'
import type { KeptRuleView } from '../contract/rules.ts'
import { exitCodes, print, printJson, say, sayFailure } from './output.ts'

/** Prints the rules that the database stores: what each does, and whether it can be used now. Returns the exit code. */
export const rulesCommand = (flags: Flags & { readonly json?: boolean }, queueThread: URL): Promise<number> =>
  withSettings(flags, async (settings) => {
    const { rules } = await keptRules(settings, queueThread)
    if (flags.json === true)
      for (const rule of rules)
        printJson({ ...rule, words: rule.rule === null ? null : describeRule(rule.rule) })
    else if (rules.length === 0) print('No rules are kept.')
    else rules.forEach(printRule)
  })

const printRule = (kept: KeptRuleView): void => {
  const { name, hash, rule, origin, keptAt, previewedAt, usedAt, enabledAt, why } = kept
  print(`${name}  ${hash}`)
  if (rule !== null) print(`  ${describeRule(rule)}`)
  const times = [
    `${origin === 'file' ? 'from a file' : 'made here'} ${keptAt}`,
    previewedAt === null ? 'never previewed here' : `previewed ${previewedAt}`,
    usedAt === null ? 'never applied' : `applied ${usedAt}`,
  ]
  print(`  ${times.join(', ')}`)
  if (enabledAt !== null) print(`  on since ${enabledAt}: mends what runs reject`)
  if (why !== null) for (const line of why.split('\n')) print(`  cannot be used: ${line}`)
}

/** Prints the file of a rule; returns the exit code. */
export const showRuleCommand = (name: string, flags: Flags, queueThread: URL): Promise<number> =>
  withSettings(flags, async (settings) => {
    const text = await keptRuleText(settings, name, queueThread)
    for (const line of text.trimEnd().split(/\r\n|\n|\r/)) print(line)
  })

/** Switches on or off that a rule mends what runs reject; returns the exit code. */
export const switchRuleCommand = (
  name: string,
  on: boolean,
  flags: Flags,
  queueThread: URL,
): Promise<number> =>
  withSettings(flags, async (settings) => {
    const rule = await switchKeptRule(settings, name, on, queueThread)
    say(
      on
        ? `The rule ${rule.name} is on: from the next run on it mends what runs reject.`
        : `The rule ${rule.name} is off: it mends only what it is applied to.`,
    )
  })

/** Removes a rule from the list; returns the exit code. */
export const deleteRuleCommand = (name: string, flags: Flags, queueThread: URL): Promise<number> =>
  withSettings(flags, async (settings) => {
    say(
      `The rule ${await deleteKeptRule(settings, name, queueThread)} is deleted. What it has done stays in the history.`,
    )
  })

const withSettings = async (flags: Flags, action: (settings: Settings) => Promise<void>): Promise<number> => {
  const settings = loadSettings(flags)
  if (!settings.ok) return sayFailure(settings.failure)
  try {
    await action(settings.value)
    return exitCodes.done
  } catch (error) {
    return sayFailure(toFailure(error))
  }
}
