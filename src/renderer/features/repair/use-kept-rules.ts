import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CommandInput, CommandName, CommandOutputs } from '../../../contract/monitor.ts'
import type { Result } from '../../../contract/result.ts'
import { largestBrought, type KeptRuleView } from '../../../contract/rules.ts'
import { isolated } from '../../../contract/visible.ts'
import { useMonitorContext } from '../../state/monitor-context.tsx'
import { showDone, showFailure, showUndo } from '../../ui/toast.tsx'

/** Actions on kept rules, which report their failures. `onChoose` gets the rule to show. */
export const useKeptRules = (onChoose: (rule: KeptRuleView | null) => void) => {
  const { client } = useMonitorContext()
  const queries = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  /** Sends a command and reports its failure. */
  const ask = async <N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ): Promise<Result<CommandOutputs[N]>> => {
    setBusy(true)
    const answer = await client.send(name, input)
    setBusy(false)
    void queries.invalidateQueries({ queryKey: ['rules'] })
    if (!answer.ok) showFailure(answer.failure)
    return answer
  }
  return {
    isBusy,
    /** Saves the rule from a file. */
    bring: async (file: File): Promise<void> => {
      if (file.size > largestBrought) return showDone(`${isolated(file.name)} is larger than a rule can be`)
      const from = { by: 'file', name: file.name, text: await file.text() } as const
      const kept = await ask('keepRule', { from })
      if (kept.ok) onChoose(kept.value)
    },
    rename: async ({ hash }: KeptRuleView, name: string): Promise<void> => {
      const kept = await ask('renameRule', { hash, name })
      if (kept.ok) onChoose(kept.value)
    },
    enable: async ({ hash, name }: KeptRuleView, on: boolean): Promise<void> => {
      if (!(await ask('enableRule', { hash, on })).ok) return
      const rule = isolated(name)
      showDone(on ? `${rule} mends what runs reject from now on` : `${rule} mends nothing by itself any more`)
    },
    save: async ({ hash }: KeptRuleView): Promise<void> => {
      const answer = await ask('exportRule', { hash })
      if (!answer.ok || answer.value.how === 'dismissed') return
      const file = answer.value
      if (file.how === 'text') download(file.name, file.text)
      showDone(`The rule was exported to ${isolated(file.name)}`)
    },
    remove: async ({ hash, name }: KeptRuleView): Promise<void> => {
      if (!(await ask('deleteRule', { hash })).ok) return
      onChoose(null)
      showUndo(`The rule ${isolated(name)} was deleted`, () => void ask('restoreRule', { hash }))
    },
  }
}

/** Makes the browser download a text. */
const download = (name: string, text: string): void => {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
