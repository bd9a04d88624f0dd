import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { embeddedProfileId, type Profile, type SettingsView } from '../../../contract/settings.ts'
import { heldByRun } from '../../format/run.ts'
import { failureOf } from '../../state/commands.ts'
import { useMonitor } from '../../state/monitor-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { ConnectionRow } from './connection-row.tsx'
import { SaidText } from '../../ui/sender-text.tsx'
import classes from './connections.module.css'
import { EmbeddedEditor } from './embedded-editor.tsx'
import form from './form.module.css'
import { ProfileEditor } from './profile-editor.tsx'
import { useSettingsCommand } from './use-settings.ts'

/** Where messages come from and where they go: the connections, and the one being edited. */
export const ConnectionsSection = ({ settings }: { readonly settings: SettingsView }) => {
  const [edited, edit] = useState<Edited | null>(null)
  const isRunning = useRunning()
  if (edited === null) return <ConnectionList settings={settings} onEdit={edit} />
  const isEventGiven = settings.fromEnvironment.event
  const onClose = () => edit(null)
  if (edited === 'embedded')
    return (
      <EmbeddedEditor
        event={settings.embeddedEvent}
        inUse={settings.activeId === embeddedProfileId && !isDecided(settings)}
        {...{ isEventGiven, onClose }}
      />
    )
  return (
    <ProfileEditor
      profile={edited === 'new' ? null : edited}
      inUse={edited !== 'new' && edited.id === settings.activeId}
      mayUse={!isDecided(settings) && !isRunning}
      {...{ isEventGiven, onClose }}
    />
  )
}

const useRunning = (): boolean => useMonitor(({ snapshot: { run } }) => run !== null && run.end === null)

type Edited = Profile | 'new' | 'embedded'

const isDecided = ({ fromEnvironment }: SettingsView): boolean =>
  fromEnvironment.queue && fromEnvironment.database

interface ListProps {
  readonly settings: SettingsView
  readonly onEdit: (edited: Edited) => void
}

const ConnectionList = ({ settings, onEdit }: ListProps) => {
  const { profiles, activeId, fromEnvironment } = settings
  const activate = useSettingsCommand('activateProfile', (view) => view)
  const isRunning = useRunning()
  const decided = isDecided(settings)

  const rowOf = (id: string) => ({
    inUse: !decided && id === activeId,
    switching: activate.isPending && activate.variables.id === id,
    mayUse: !decided && !isRunning && !activate.isPending,
    onUse: () => activate.mutate({ id }),
  })
  return (
    <div className={form.group}>
      <ListHead isRunning={isRunning} onNew={() => onEdit('new')} />
      <EnvironmentNote of={fromEnvironment} />
      {settings.notices.map((notice) => (
        <p key={notice} className={classes.note} role="note">
          <SaidText text={notice} />
        </p>
      ))}
      {activate.error !== null && <FailureNotice failure={failureOf(activate.error)} />}
      <ul className={classes.list} aria-label="Connections">
        <ConnectionRow
          kind="embedded"
          name="Built in"
          text={`A queue and a PostgreSQL on this computer, with sample messages${eventOf(settings.embeddedEvent)}`}
          onEdit={() => onEdit('embedded')}
          {...rowOf(embeddedProfileId)}
        />
        {profiles.map((profile) => (
          <ConnectionRow
            key={profile.id}
            kind={profile.kind}
            name={profile.name}
            text={summaryOf(profile)}
            onEdit={() => onEdit(profile)}
            {...rowOf(profile.id)}
          />
        ))}
      </ul>
      <p className={form.quiet}>
        Stored in <span className={classes.path}>{settings.file}</span>, readable by you alone.
      </p>
    </div>
  )
}

interface HeadProps {
  readonly isRunning: boolean
  readonly onNew: () => void
}

const ListHead = ({ isRunning, onNew }: HeadProps) => (
  <div className={form.head}>
    <div className={form.words}>
      <h2>Connections</h2>
      <p className={form.quiet}>
        {isRunning ? heldByRun : 'A queue to drain and a database to fill; one is in use.'}
      </p>
    </div>
    <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={onNew}>
      New connection
    </Button>
  </div>
)

/** The file's name, if the messages are not logins. */
const eventOf = (path: string | null): string =>
  path === null ? '' : `; event: ${path.split(/[\\/]/).at(-1) ?? path}`

const summaryOf = ({ queue, endpoint, region, databaseUrl, event }: Profile): string => {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : null
  const name = queue.split('/').at(-1) ?? queue
  return `${name} at ${endpoint || region || 'AWS'} → ${url === null ? databaseUrl : `${url.host}${url.pathname}`}${eventOf(event)}`
}

/** The environment overrides what is chosen here, and this view does not pretend otherwise. */
const EnvironmentNote = ({ of: { queue, database } }: { readonly of: SettingsView['fromEnvironment'] }) => {
  if (!queue && !database) return null
  const what =
    queue && database ? 'The queue and the database come' : queue ? 'The queue comes' : 'The database comes'
  const rest =
    queue && database
      ? 'The connections below are not used.'
      : `Only the ${queue ? 'database' : 'queue'} is chosen here.`
  return (
    <p className={classes.note} role="note">
      <strong>{what} from the environment.</strong> {rest}
    </p>
  )
}
