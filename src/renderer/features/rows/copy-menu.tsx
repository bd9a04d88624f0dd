import { Button, Menu } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import type { LoginRow } from '../../../contract/rows.ts'
import { formatCountOf } from '../../format/number.ts'
import { copyText } from '../../ui/copy-text.ts'
import { showDone } from '../../ui/toast.tsx'
import { rowForms, rowsAsText, type RowForm } from './row-text.ts'

/** Copies rows in a form, and says so. */
export const copyRows = async (rows: readonly LoginRow[], form: RowForm): Promise<void> => {
  const copied = await copyText(rowsAsText(rows, form))
  showDone(copied ? `${formatCountOf(rows.length, 'row')} copied as ${form}` : 'Nothing could be copied')
}

/** Copies the rows on show in the form that a person picks. */
export const CopyMenu = ({ rows }: { readonly rows: readonly LoginRow[] }) => (
  <Menu position="bottom-end">
    <Menu.Target>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconCopy size={14} aria-hidden />}
        disabled={rows.length === 0}
      >
        Copy
      </Button>
    </Menu.Target>
    <Menu.Dropdown>
      <Menu.Label>{formatCountOf(rows.length, 'row')} of this page, as</Menu.Label>
      {rowForms.map((form) => (
        <Menu.Item key={form} onClick={() => void copyRows(rows, form)}>
          {form}
        </Menu.Item>
      ))}
    </Menu.Dropdown>
  </Menu>
)
