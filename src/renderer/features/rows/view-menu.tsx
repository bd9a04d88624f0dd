import { ActionIcon, Button, Popover, SegmentedControl, TextInput } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import field from '../../ui/field.module.css'
import segmented from '../../ui/segmented.module.css'
import { setTimeZone, useTimeZone } from '../../ui/use-time-zone.ts'
import type { Density } from './density.ts'
import { longestViewName, type SavedView } from './saved-views.ts'
import classes from './view-menu.module.css'

interface Props {
  readonly density: Density
  readonly onDensity: (density: Density) => void
  readonly views: readonly SavedView[]
  /** Keeps filters, order, columns and row height as they are under a name. */
  readonly onSave: (name: string) => void
  readonly onApply: (view: SavedView) => void
  readonly onRemove: (view: SavedView) => void
}

/** How rows are shown, and filters and orders that were given names. */
export const ViewMenu = (props: Props) => {
  const zone = useTimeZone()
  const [opened, setOpened] = useState(false)
  return (
    <Popover position="bottom-end" trapFocus shadow="md" opened={opened} onChange={setOpened}>
      <Popover.Target>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconAdjustmentsHorizontal size={14} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          View
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        <h2>Saved views</h2>
        <Views {...props} onDone={() => setOpened(false)} />
        <h2>Rows</h2>
        <SegmentedControl
          size="xs"
          aria-label="Row height"
          classNames={segmented}
          data={[
            { value: 'compact', label: 'Compact' },
            { value: 'normal', label: 'Normal' },
            { value: 'roomy', label: 'Roomy' },
          ]}
          value={props.density}
          onChange={props.onDensity}
        />
        <h2>Times</h2>
        <SegmentedControl
          size="xs"
          aria-label="Time zone"
          classNames={segmented}
          data={[
            { value: 'local', label: 'Local time' },
            { value: 'utc', label: 'UTC' },
          ]}
          value={zone}
          onChange={setTimeZone}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

const Views = ({ views, onSave, onApply, onRemove, onDone }: Props & { readonly onDone: () => void }) => {
  const [name, setName] = useState('')
  return (
    <>
      {views.length === 0 ? (
        <p className={classes.quiet}>Save filters, order and columns under a name to come back to them.</p>
      ) : (
        <ul aria-label="Saved views" className={classes.views}>
          {views.map((view) => (
            <li key={view.name}>
              <Button
                variant="subtle"
                size="compact-sm"
                justify="start"
                onClick={() => {
                  onApply(view)
                  onDone()
                }}
              >
                {view.name}
              </Button>
              <ActionIcon size="sm" aria-label={`Delete ${view.name}`} onClick={() => onRemove(view)}>
                <IconX size={13} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <form
        className={classes.save}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() === '') return
          onSave(name.trim())
          setName('')
        }}
      >
        <TextInput
          size="xs"
          classNames={field}
          aria-label="Name of the view"
          placeholder="Name"
          maxLength={longestViewName}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Button type="submit" variant="default" size="xs" disabled={name.trim() === ''}>
          Save
        </Button>
      </form>
    </>
  )
}
