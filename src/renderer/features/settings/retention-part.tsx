import {
  preferenceBounds,
  type BoundedPreference,
  type PipelinePreferences,
} from '../../../contract/preferences.ts'
import type { SettingsView } from '../../../contract/settings.ts'
import classes from './form.module.css'
import { NumberField } from './number-field.tsx'
import { SwitchRow } from './switch-row.tsx'

/** Part of the preferences of a run, as they are being typed. */
export interface PipelinePartProps {
  readonly values: PipelinePreferences
  readonly mistakes: Partial<Record<BoundedPreference, string>>
  readonly fromEnvironment: SettingsView['fromEnvironment']
  readonly change: (change: Partial<PipelinePreferences>) => void
}

/** How long the ledger remembers, and when the texts of rejected messages are erased. */
export const RetentionPart = ({ values, mistakes, fromEnvironment, change }: PipelinePartProps) => (
  <div className={classes.part}>
    <h2>Retention</h2>
    <div className={classes.pair}>
      <NumberField
        name="ledgerDays"
        hint={
          fromEnvironment.ledgerDays
            ? 'Set by the environment.'
            : 'A message that comes again after that is loaded again.'
        }
        value={values.ledgerDays}
        mistake={mistakes.ledgerDays}
        disabled={fromEnvironment.ledgerDays}
        onChange={(ledgerDays) => change({ ledgerDays })}
      />
    </div>
    <SwitchRow
      label="Erase old rejected messages"
      hint="Their texts are erased for good, whether somebody has decided about them or not. Ids, times and reasons stay, so every count holds."
      isGiven={fromEnvironment.rejectedDays}
      checked={values.rejectedDays !== null}
      onChange={(checked) => change({ rejectedDays: checked ? preferenceBounds.rejectedDays.usual : null })}
    />
    {values.rejectedDays !== null && (
      <div className={classes.pair}>
        <NumberField
          name="rejectedDays"
          value={values.rejectedDays}
          mistake={mistakes.rejectedDays}
          disabled={fromEnvironment.rejectedDays}
          onChange={(rejectedDays) => change({ rejectedDays })}
        />
      </div>
    )}
  </div>
)
