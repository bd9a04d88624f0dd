import { IconBookmark } from '@tabler/icons-react'
import { addSaved } from '../../state/saved.ts'
import { SavedList } from '../../ui/saved-list.tsx'
import { useKept } from '../../ui/use-kept.ts'
import classes from './filter-bar.module.css'
import type { Chosen } from './rejected-filters.ts'
import { chosenBy, filtersKey, readFilters, savedFilter } from './saved-filters.ts'
import { PopoverMenu } from '../../ui/popover-menu.tsx'

interface Props {
  /** The name of the event that these filters are for. */
  readonly event: string
  readonly chosen: Chosen
  readonly onChoose: (chosen: Chosen) => void
}

/** Named filters to come back to. */
export const SavedFilterMenu = ({ event, chosen, onChoose }: Props) => {
  const [filters, setFilters] = useKept(filtersKey(event), readFilters, JSON.stringify)
  return (
    <PopoverMenu label="Saved" Icon={IconBookmark} width={300} className={classes.menu}>
      {(close) => (
        <>
          <h2>Saved filters</h2>
          <SavedList
            label="Saved filters"
            nameLabel="Name of the filter"
            hint="Save what is filtered under a name to come back to it."
            names={filters.map(({ name }) => name)}
            onSave={(name) => setFilters(addSaved(filters, savedFilter(name, chosen)))}
            onApply={(name) => {
              const saved = filters.find((one) => one.name === name)
              if (saved !== undefined) onChoose(chosenBy(saved))
              close()
            }}
            onRemove={(name) => setFilters(filters.filter((one) => one.name !== name))}
          />
        </>
      )}
    </PopoverMenu>
  )
}
