import type { KeyView, SettingsView } from '../../../contract/settings.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { FormerKey, useKeyTrouble } from './former-key.tsx'
import form from './form.module.css'
import classes from './keys-section.module.css'

const words = {
  mask: [
    'Mask key',
    'Turns the values of masked fields into masks. Equal values look equal only under the same key.',
  ],
  seal: ['Seal key', 'Seals the bodies of rejected messages. Without it nobody can read them again.'],
} as const

/** Where the keys come from, and their check values. Never the keys. */
export const KeysSection = ({ settings }: { readonly settings: SettingsView }) => (
  <div className={form.group}>
    {settings.keys.map((key) => (
      <Key key={key.purpose} of={key} />
    ))}
  </div>
)

const Key = ({ of: { purpose, origin, checkValue } }: { readonly of: KeyView }) => {
  const [title, text] = words[purpose]
  const isFile = origin !== 'the environment'
  const isWrong = useKeyTrouble(purpose)
  return (
    <section className={form.group} aria-label={title}>
      <div>
        <h2>{title}</h2>
        <p className={form.quiet}>{text}</p>
      </div>
      <dl className={classes.facts}>
        <dt>Origin</dt>
        <dd className={classes.value}>
          <span className={isFile ? classes.code : undefined}>
            {isFile ? origin : 'From the environment'}
          </span>
          {isFile && <CopyButton text={origin} label={`Copy the path of the ${purpose} key`} />}
        </dd>
        <dt>Check value</dt>
        <dd className={classes.value}>
          {checkValue === null ? (
            'None yet: it is made at the first start, or cannot be read.'
          ) : (
            <>
              <span className={classes.code}>{checkValue}</span>
              <CopyButton text={checkValue} label={`Copy the check value of the ${purpose} key`} />
            </>
          )}
        </dd>
      </dl>
      {isFile && !isWrong && <p className={form.quiet}>Keep a copy of this file in a safe place.</p>}
      {isFile && isWrong && <FormerKey purpose={purpose} />}
      {!isFile && isWrong && (
        <p className={form.quiet}>Set the former key where this one is set, and start Sluice again.</p>
      )}
    </section>
  )
}
