import { SegmentedControl, TextInput } from '@mantine/core'
import type { Profile, ProfileField } from '../../../contract/settings.ts'
import segmented from '../../ui/segmented.module.css'
import form from './form.module.css'
import { inputParts } from './input-parts.ts'
import { PasswordPart } from './password-part.tsx'
import type { ProfileForm } from './use-profile-form.ts'

/** The fields of a connection as they are being typed. */
type Typed = Pick<ProfileForm, 'draft' | 'mistakes' | 'change'>

interface FieldProps extends Typed {
  readonly name: Exclude<ProfileField, 'password' | 'event'>
  readonly label: string
  /** Shown below the field unless there is a mistake. */
  readonly description?: string
}

const ProfileText = ({ name, label, description, draft, mistakes, change }: FieldProps) => (
  <TextInput
    {...inputParts}
    label={label}
    description={mistakes[name] === undefined ? description : null}
    spellCheck={false}
    autoComplete="off"
    maxLength={2_000}
    value={draft[name]}
    error={mistakes[name]}
    onChange={(event) => change({ [name]: event.currentTarget.value })}
  />
)

/** The name and the kind of a connection. */
export const NamePart = (typed: Typed) => {
  const { draft, change } = typed
  return (
    <div className={form.pair}>
      <ProfileText {...typed} name="name" label="Name" />
      <div>
        <p className={form.label} aria-hidden>
          Kind
        </p>
        <SegmentedControl
          size="xs"
          aria-label="Kind"
          classNames={segmented}
          value={draft.kind}
          onChange={(kind) =>
            change({ kind, ...(kind === 'aws' && draft.kind !== 'aws' ? { endpoint: '' } : {}) })
          }
          data={[
            { value: 'docker', label: 'Docker' },
            { value: 'aws', label: 'AWS' },
          ]}
        />
      </div>
    </div>
  )
}

/** Where messages come from. */
export const QueuePart = (typed: Typed) => {
  const isAws = typed.draft.kind === 'aws'
  return (
    <div className={form.part}>
      <h2>Queue</h2>
      <div className={form.pair}>
        {isAws && (
          <ProfileText
            {...typed}
            name="region"
            label="Region"
            description="Like eu-west-1; a queue’s URL says it too."
          />
        )}
        {isAws && (
          <ProfileText
            {...typed}
            name="awsProfile"
            label="AWS profile"
            description="From ~/.aws/config; leave it empty for the default profile."
          />
        )}
        <ProfileText {...typed} name="queue" label="Queue" description="Its name or its URL." />
        <ProfileText
          {...typed}
          name="endpoint"
          label={isAws ? 'Endpoint (optional)' : 'Endpoint'}
          description="Where the service listens."
        />
      </div>
    </div>
  )
}

/** Where rows go. */
export const DatabasePart = ({ profile, ...typed }: Typed & { readonly profile: Profile | null }) => {
  const { draft, mistakes, change } = typed
  return (
    <div className={form.part}>
      <h2>Database</h2>
      <ProfileText
        {...typed}
        name="databaseUrl"
        label="URL"
        description="Like postgres://user@localhost:5432/postgres."
      />
      <PasswordPart
        profile={profile}
        password={draft.password}
        mistake={mistakes.password}
        onChange={(password) => change({ password })}
      />
    </div>
  )
}
