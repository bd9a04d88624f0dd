import { Button, PasswordInput } from '@mantine/core'
import type { Profile } from '../../../contract/settings.ts'
import form from './form.module.css'
import { inputParts } from './input-parts.ts'

interface Props {
  /** Null for a new one. */
  readonly profile: Profile | null
  /** Null keeps the stored one; empty removes it. */
  readonly password: string | null
  readonly mistake: string | undefined
  readonly onChange: (password: string | null) => void
}

/** A password to type, and a way to remove the stored one, which is never shown. */
export const PasswordPart = ({ profile, password, mistake, onChange }: Props) => (
  <div className={form.pair}>
    <PasswordInput
      {...inputParts}
      label="Password"
      description={mistake === undefined ? hintOf(profile) : null}
      autoComplete="new-password"
      maxLength={2_000}
      value={password ?? ''}
      error={mistake}
      // Mantine's other inputs set this themselves.
      aria-invalid={mistake !== undefined}
      visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
    {profile?.hasPassword === true && (
      <div>
        <p className={form.label}>Stored password</p>
        <Button variant="default" disabled={password === ''} onClick={() => onChange('')}>
          {password === '' ? 'Cleared when saved' : 'Clear it'}
        </Button>
        <p className={form.hint}>For a server that asks for none.</p>
      </div>
    )}
  </div>
)

const hintOf = (profile: Profile | null): string =>
  profile?.hasPassword === true
    ? 'Set. It is never shown; type a new one to change it.'
    : 'Not set. Once stored it is never shown.'
