import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { KeyView } from '../../../contract/settings.ts'
import { failureOf } from '../../state/commands.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import field from '../../ui/field.module.css'
import form from './form.module.css'
import { useSettingsCommand } from './use-settings.ts'

/** Whether this key prevents the connection. */
export const useKeyTrouble = (purpose: KeyView['purpose']): boolean =>
  useMonitor(({ snapshot: { connection } }) => {
    if (connection.state !== 'failed') return false
    const { code, details } = connection.failure
    const isOfKeys = code === 'key-mismatch' || code === 'key-unusable' || code === 'key-zero'
    return code === 'keys-equal' || (isOfKeys && details.purpose === purpose)
  })

/** If a key does not fit: asks for the file with the former one. */
export const FormerKey = ({ purpose }: Pick<KeyView, 'purpose'>) => {
  const [path, setPath] = useState('')
  const [mistake, setMistake] = useState<string | null>(null)
  const use = useSettingsCommand('useKey', (output) => (output.saved ? output.value : null))
  return (
    <form
      noValidate
      className={form.group}
      aria-label={`Former ${purpose} key`}
      onSubmit={(submitted) => {
        submitted.preventDefault()
        use.mutate(
          { purpose, path },
          { onSuccess: (output) => setMistake(output.saved ? null : (output.mistakes.path ?? null)) },
        )
      }}
    >
      <TextInput
        classNames={field}
        label="File with the former key"
        description="Sluice takes this key in place of the one above, which is kept beside it."
        placeholder={`/path/to/${purpose}.key`}
        spellCheck={false}
        value={path}
        error={mistake}
        onChange={({ currentTarget }) => {
          setPath(currentTarget.value)
          setMistake(null)
        }}
      />
      {use.error !== null && <FailureNotice failure={failureOf(use.error)} />}
      <div>
        <Button type="submit" variant="default" loading={use.isPending} disabled={path.trim() === ''}>
          Use this key
        </Button>
      </div>
    </form>
  )
}
