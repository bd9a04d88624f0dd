import { SegmentedControl } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { SavedList } from '../../ui/saved-list.tsx'
import segmented from '../../ui/segmented.module.css'
import { setTimeZone, useTimeZone } from '../../ui/use-time-zone.ts'
import type { Density } from './density.ts'
import type { SavedView } from './saved-views.ts'
import { PopoverMenu } from '../../ui/popover-menu.tsx'

interface Props {
  readonly density: Density
  readonly onDensity: (density: Density) => void
  readonly views: readonly SavedView[]
  /** Saves the current filters, order, columns and row height under a name. */
  readonly onSave: (name: string) => void
  readonly onApply: (view: SavedView) => void
  readonly onRemove: (view: SavedView) => void
}

/** How rows are shown, and named filters and orders. */
export const ViewMenu = (props: Props) => {
  const zone = useTimeZone()
  return (
    <PopoverMenu label="View" Icon={IconAdjustmentsHorizontal} width={300}>
      {(close) => (
        <>
          <h2>Saved views</h2>
          <SavedList
            label="Saved views"
            nameLabel="Name of the view"
            hint="Save filters, order and columns under a name to come back to them."
            names={props.views.map(({ name }) => name)}
            onSave={props.onSave}
            onApply={(name) => {
              const view = props.views.find((one) => one.name === name)
              if (view !== undefined) props.onApply(view)
              close()
            }}
            onRemove={(name) => {
              const view = props.views.find((one) => one.name === name)
              if (view !== undefined) props.onRemove(view)
            }}
          />
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
        </>
      )}
    </PopoverMenu>
  )
}
