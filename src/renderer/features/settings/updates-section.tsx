import { Switch } from '@mantine/core'
import type { SettingsView } from '../../../contract/settings.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import classes from './form.module.css'
import { SaveBar } from './save-bar.tsx'
import { usePreferencesForm } from './use-preferences-form.ts'

const label = 'Say when a newer version is out'

/** Whether the desktop app looks for newer versions. */
export const UpdatesSection = ({ settings }: { readonly settings: SettingsView }) => {
  const form = usePreferencesForm(settings.preferences, 'updates')
  return (
    <form onSubmit={form.submit} noValidate className={classes.group}>
      <div className={classes.head}>
        <div className={classes.words}>
          <h2>Updates</h2>
          <p className={classes.quiet}>
            A Sluice that was installed from a release asks the page of its releases once a day. It sends
            nothing about you or your data, and installs nothing by itself.
          </p>
        </div>
      </div>
      <div className={classes.row}>
        <span>{label}</span>
        <Switch
          aria-label={label}
          checked={form.values.tell}
          onChange={(event) => form.change({ tell: event.currentTarget.checked })}
        />
      </div>
      {form.failure !== null && <FailureNotice failure={form.failure} />}
      <SaveBar changed={form.changed} saving={form.saving} onDiscard={form.discard} />
    </form>
  )
}
