import { Button, Menu } from '@mantine/core'
import { IconCheck, IconChevronUp } from '@tabler/icons-react'
import { heldByRun } from '../format/run.ts'
import { viewHref } from '../state/use-view.ts'
import { SenderText } from '../ui/sender-text.tsx'
import classes from './status-line.module.css'
import { useConnections } from './use-connections.ts'

/** The name of the connection in use, and the way to another one. */
export const ConnectionSwitch = () => {
  const connections = useConnections()
  if (connections === null) return null
  const { choices, activeId, isGiven, isRunning, isChanging, change } = connections
  if (isGiven) return <span className={classes.name}>From the environment</span>
  const name = choices.find(({ id }) => id === activeId)?.name ?? 'Connection'
  return (
    <Menu position="top-start" shadow="md" width={240}>
      <Menu.Target>
        <Button
          variant="subtle"
          size="compact-xs"
          className={classes.switch}
          loading={isChanging}
          rightSection={<IconChevronUp size={12} aria-hidden />}
          aria-label={`Connection: ${name}`}
        >
          <SenderText text={name} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{isRunning ? heldByRun : 'Connection'}</Menu.Label>
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
            onClick={() => change(choice.id)}
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
