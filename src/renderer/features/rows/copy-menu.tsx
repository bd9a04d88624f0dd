import { Button, Menu } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { exportFormats, formatNames, type ExportFormat } from '../../../contract/exports.ts'
import { formatCount, formatCountOf } from '../../../contract/amount.ts'
import { copyText } from '../../ui/copy-text.ts'
import { showDone, showOffer } from '../../ui/toast.tsx'
import { rowForms, rowsAsText, type CopiedRows, type RowForm } from './row-text.ts'
import { sizeWords } from './selection-words.ts'

/** The clipboard takes no more rows than this. */
export const mostCopied = 10_000

/**
 * Copies rows in a form, and reports how much that was.
 *
 * @param shown how many columns are visible
 */
export const copyRows = async (chosen: CopiedRows, form: RowForm, shown: number): Promise<void> => {
  const copied = await copyText(rowsAsText(chosen, form))
  if (!copied) return showDone('Nothing could be copied')
  const { rows, columns } = chosen
  if (form === 'TSV' && rows.length === 1 && columns.length === 1) return showDone('Value copied')
  showDone(`${sizeWords(rows.length, columns.length, shown)} copied as ${form}`)
}

/** Says that a selection is too large for the clipboard, and offers an export instead. */
export const offerExport = (
  rows: number,
  all: number | null,
  onExport: (format: ExportFormat) => void,
): void =>
  showOffer(
    `${formatCountOf(rows, 'row')} are too many to copy: at most ${formatCount(mostCopied)} can be. Export ${allWords(all)} as`,
    exportFormats.map((format) => ({ label: formatNames[format], onPick: () => onExport(format) })),
  )

const allWords = (all: number | null): string =>
  all === null ? 'all rows of this list' : `all ${formatCountOf(all, 'row')} of this list`

interface Props {
  /** The selection in words: `3 rows × 2 columns`; null if nothing is selected. */
  readonly what: string | null
  readonly onCopy: (form: RowForm) => void
}

/** Copies the selection in the form that a person picks. */
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
