import { Switch } from '@mantine/core'
import { preferenceBounds } from '../../../contract/preferences.ts'
import type { SettingsView } from '../../../contract/settings.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import classes from './form.module.css'
import { NumberField } from './number-field.tsx'
import { SaveBar } from './save-bar.tsx'
import { usePreferencesForm } from './use-preferences-form.ts'

/** What is worth a notification while the window is in the background. */
export const NotificationsSection = ({ settings }: { readonly settings: SettingsView }) => {
  const form = usePreferencesForm(settings.preferences, 'notifications')
  const { values, mistakes, change } = form
  return (
    <form onSubmit={form.submit} noValidate className={classes.group}>
      <div className={classes.head}>
        <div className={classes.words}>
          <h2>Notifications</h2>
          <p className={classes.quiet}>Notify me when the window is in the background.</p>
        </div>
      </div>
      <div>
        <Choice
          label="A run has drained the queue"
          checked={values.drained}
          onChange={(drained) => change({ drained })}
        />
        <Choice
          label="A run has failed, or the database is lost"
          checked={values.failed}
          onChange={(failed) => change({ failed })}
        />
        <Choice
          label="A run has rejected many messages, or there are new dead letters"
          checked={values.rejectedOver !== null}
          onChange={(on) => change({ rejectedOver: on ? preferenceBounds.rejectedOver.usual : null })}
        />
      </div>
      {values.rejectedOver !== null && (
        <div className={classes.pair}>
          <NumberField
            name="rejectedOver"
            value={values.rejectedOver}
            mistake={mistakes.rejectedOver}
            onChange={(rejectedOver) => change({ rejectedOver })}
          />
        </div>
      )}
      {form.failure !== null && <FailureNotice failure={form.failure} />}
      <SaveBar changed={form.changed} saving={form.saving} onDiscard={form.discard} />
    </form>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

const Choice = ({ label, checked, onChange }: ChoiceProps) => (
  <div className={classes.row}>
    <span>{label}</span>
    <Switch
      aria-label={label}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  </div>
)
