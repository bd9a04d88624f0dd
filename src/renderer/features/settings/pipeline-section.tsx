import { Button } from '@mantine/core'
import { preferenceBounds, usualPreferences } from '../../../contract/preferences.ts'
import { labelOfSetting } from '../../../contract/setting-words.ts'
import type { SettingsView } from '../../../contract/settings.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import classes from './form.module.css'
import { NumberField } from './number-field.tsx'
import { RetentionPart, type PipelinePartProps } from './retention-part.tsx'
import { SaveBar } from './save-bar.tsx'
import { SwitchRow } from './switch-row.tsx'
import { usePreferencesForm } from './use-preferences-form.ts'

const caps = [
  ['receivers', 'A run opens as many as the queue fills.'],
  ['writers', 'Each takes a connection to the database.'],
  ['batchRows', ''],
  ['heldRows', 'Received and not settled yet.'],
  ['heldBytes', ''],
] as const

/** Limits of a run, and what counts as well formed. */
export const PipelineSection = ({ settings }: { readonly settings: SettingsView }) => {
  const form = usePreferencesForm(settings.preferences, 'pipeline')
  const { values, mistakes, change } = form
  const { fromEnvironment } = settings
  const isUsual = JSON.stringify(values) === JSON.stringify({ ...values, ...usualPreferences.pipeline })
  return (
    <form onSubmit={form.submit} noValidate className={classes.group}>
      <div className={classes.head}>
        <div className={classes.words}>
          <h2>Limits of a run</h2>
          <p className={classes.quiet}>
            These are upper limits; a run uses less when it can. Changes apply from the next run.
          </p>
        </div>
        <Button variant="default" disabled={isUsual} onClick={() => change(usualPreferences.pipeline)}>
          Reset
        </Button>
      </div>
      <div className={classes.pair}>
        {caps.map(([name, hint]) => (
          <NumberField
            key={name}
            name={name}
            hint={hint}
            value={values[name]}
            mistake={mistakes[name]}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
      </div>
      <MessagesPart {...{ values, mistakes, fromEnvironment, change }} />
      <RetentionPart {...{ values, mistakes, fromEnvironment, change }} />
      {form.failure !== null && <FailureNotice failure={form.failure} />}
      <SaveBar changed={form.changed} saving={form.saving} onDiscard={form.discard} />
    </form>
  )
}

/** Which messages are rejected, and when there are too many. */
const MessagesPart = ({ values, mistakes, fromEnvironment, change }: PipelinePartProps) => (
  <div className={classes.part}>
    <h2>Messages</h2>
    <SwitchRow
      label="Stop when too many messages are rejected"
      hint="Of the last 100 messages or more. What was not settled by then goes back to the queue."
      isGiven={fromEnvironment.maxRejectedShare}
      checked={values.maxRejectedShare !== null}
      onChange={(checked) =>
        change({ maxRejectedShare: checked ? preferenceBounds.maxRejectedShare.usual : null })
      }
    />
    {values.maxRejectedShare !== null && (
      <div className={classes.pair}>
        <NumberField
          name="maxRejectedShare"
          value={values.maxRejectedShare}
          mistake={mistakes.maxRejectedShare}
          disabled={fromEnvironment.maxRejectedShare}
          onChange={(maxRejectedShare) => change({ maxRejectedShare })}
        />
      </div>
    )}
    <SwitchRow
      label={labelOfSetting('allowUnknownFields')}
      hint="A message with fields beyond the definition is loaded without them, not rejected."
      isGiven={fromEnvironment.allowUnknownFields}
      checked={values.allowUnknownFields}
      onChange={(allowUnknownFields) => change({ allowUnknownFields })}
    />
    <SwitchRow
      label={labelOfSetting('rejectMisfits')}
      hint="Without this, no run starts while a column is narrower than its field. A change connects again."
      isGiven={fromEnvironment.rejectMisfits}
      checked={values.rejectMisfits}
      onChange={(rejectMisfits) => change({ rejectMisfits })}
    />
  </div>
)
