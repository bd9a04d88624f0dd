import { Button, Menu } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { formatCountOf } from '../../format/number.ts'
import { copyText } from '../../ui/copy-text.ts'
import { showDone } from '../../ui/toast.tsx'
import { rowForms, rowsAsText, type CopiedRows, type RowForm } from './row-text.ts'

/** More rows than these are no matter for the clipboard. */
export const mostCopied = 10_000

/** Copies rows in a form, and says so. */
export const copyRows = async (chosen: CopiedRows, form: RowForm): Promise<void> => {
  const copied = await copyText(rowsAsText(chosen, form))
  showDone(
    copied ? `${formatCountOf(chosen.rows.length, 'row')} copied as ${form}` : 'Nothing could be copied',
  )
}

interface Props {
  /** What is copied, in words: `3 rows × 2 columns`; null where nothing is selected. */
  readonly what: string | null
  readonly onCopy: (form: RowForm) => void
}

/** Copies what is selected in the form that a person picks. */
export const CopyMenu = ({ what, onCopy }: Props) => (
  <Menu position="bottom-end">
    <Menu.Target>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconCopy size={14} aria-hidden />}
        disabled={what === null}
      >
        Copy
      </Button>
    </Menu.Target>
    <Menu.Dropdown>
      <Menu.Label>{what}, as</Menu.Label>
      {rowForms.map((form) => (
        <Menu.Item key={form} onClick={() => onCopy(form)}>
          {form}
        </Menu.Item>
      ))}
    </Menu.Dropdown>
  </Menu>
)
