import { NativeSelect, TextInput } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { visible } from '../../../contract/visible.ts'
import { formatCount } from '../../../contract/amount.ts'
import look from '../../ui/field.module.css'
import classes from './filter-bar.module.css'
import type { Chosen } from './rejected-filters.ts'
import { useRejectedChoices } from './use-marks.ts'
import { PopoverMenu } from '../../ui/popover-menu.tsx'

interface Props {
  readonly chosen: Chosen
  readonly onChoose: (chosen: Chosen) => void
}

/** Filters that are needed less often: the tag, the place of the fault, and the definition that rejected it. */
export const MoreFilters = ({ chosen, onChoose }: Props) => {
  const { tags, definitions } = useRejectedChoices()
  const tagNames = tags.map(({ tag, count }) => ({
    value: tag,
    label: `${visible(tag)} (${formatCount(count)})`,
  }))
  return (
    <PopoverMenu
      label="Filters"
      Icon={IconFilter}
      width={300}
      position="bottom-start"
      className={classes.menu}
    >
      {() => (
        <>
          <NativeSelect
            size="xs"
            classNames={look}
            label="Tag"
            data={[{ value: '', label: 'Any' }, ...withChosen(tagNames, chosen.tag)]}
            value={chosen.tag ?? ''}
            onChange={({ currentTarget: { value } }) => onChoose({ ...chosen, tag: value || null })}
          />
          <TextInput
            size="xs"
            classNames={look}
            label="Place of a fault"
            placeholder="/device/id"
            maxLength={1_000}
            value={chosen.path ?? ''}
            onChange={({ currentTarget: { value } }) => onChoose({ ...chosen, path: value.trim() || null })}
          />
          <NativeSelect
            size="xs"
            classNames={look}
            label="Rejected by the definition"
            data={[
              { value: '', label: 'Any' },
              ...withChosen(
                definitions.map((name) => ({ value: name, label: visible(name) })),
                chosen.definition,
              ),
            ]}
            value={chosen.definition ?? ''}
            onChange={({ currentTarget: { value } }) => onChoose({ ...chosen, definition: value || null })}
          />
        </>
      )}
    </PopoverMenu>
  )
}

interface Choice {
  readonly value: string
  readonly label: string
}

/** The chosen value stays among the choices, even if nothing has it any more. */
const withChosen = (choices: readonly Choice[], chosen: string | null): readonly Choice[] =>
  chosen === null || choices.some(({ value }) => value === chosen)
    ? choices
    : [...choices, { value: chosen, label: visible(chosen) }]
