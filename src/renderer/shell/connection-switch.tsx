import { Button, Menu } from '@mantine/core'
import { IconCheck, IconChevronUp } from '@tabler/icons-react'
import { embeddedProfileId, type SettingsView } from '../../contract/settings.ts'
import { useSettings, useSettingsCommand } from '../features/settings/use-settings.ts'
import { valueOf } from '../state/answer.ts'
import { failureOf } from '../state/commands.ts'
import { useMonitor } from '../state/monitor-context.tsx'
import { viewHref } from '../state/use-view.ts'
import { SenderText } from '../ui/sender-text.tsx'
import { showFailure } from '../ui/toast.tsx'
import classes from './status-line.module.css'

interface Choice {
  readonly id: string
  readonly name: string
}

const choicesOf = ({ profiles }: SettingsView): readonly Choice[] => [
  { id: embeddedProfileId, name: 'Built in' },
  ...profiles.map(({ id, name }) => ({ id, name })),
]

/** The name of the connection in use, and the way to another one. */
export const ConnectionSwitch = () => {
  const settings = valueOf(useSettings().answer)
  const activate = useSettingsCommand('activateProfile', (view) => view)
  const isRunning = useMonitor(({ snapshot: { run } }) => run !== null && run.end === null)
  if (settings === null) return null
  const { activeId, fromEnvironment } = settings
  if (fromEnvironment.queue && fromEnvironment.database)
    return <span className={classes.name}>From the environment</span>
  const choices = choicesOf(settings)
  const name = choices.find(({ id }) => id === activeId)?.name ?? 'Connection'
  return (
    <Menu position="top-start" shadow="md" width={240}>
      <Menu.Target>
        <Button
          variant="subtle"
          size="compact-xs"
          className={classes.switch}
          loading={activate.isPending}
          rightSection={<IconChevronUp size={12} aria-hidden />}
          aria-label={`Connection: ${name}`}
        >
          <SenderText text={name} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {isRunning ? 'A run is going on: another connection can be used when it has ended.' : 'Connection'}
        </Menu.Label>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.id}
            disabled={isRunning || choice.id === activeId}
            leftSection={
              choice.id === activeId ? (
                <IconCheck size={14} aria-label="In use" />
              ) : (
                <span className={classes.gap} />
              )
            }
            onClick={() =>
              activate.mutate({ id: choice.id }, { onError: (error) => showFailure(failureOf(error)) })
            }
          >
            <SenderText text={choice.name} />
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component="a" href={viewHref('settings', { section: 'connections' })}>
          Edit connections
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
