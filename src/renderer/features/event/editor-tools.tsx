import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconPlus } from '@tabler/icons-react'
import { formatKeys } from '../../format/keys.ts'
import field from '../../ui/field.module.css'
import classes from './event-editor.module.css'
import type { SheetEdits } from './use-sheet.ts'

interface Props {
  readonly search: string
  readonly onSearch: (search: string) => void
  readonly edits: SheetEdits
  readonly mayUndo: boolean
  readonly mayRedo: boolean
  /** How many more fields there is room for. */
  readonly room: number
}

/** Above the fields: find one, add one, undo and redo. */
export const EditorTools = ({ search, onSearch, edits, mayUndo, mayRedo, room }: Props) => (
  <div className={classes.line}>
    <TextInput
      size="xs"
      type="search"
      aria-label="Find a field"
      placeholder="Find a field"
      classNames={{ input: field.input }}
      value={search}
      onChange={(event) => onSearch(event.currentTarget.value)}
    />
    <p className={classes.words}>
      Alt+↑ and Alt+↓ move a field.{room === 0 && ' There is no room for further places.'}
    </p>
    <ActionIcon
      aria-label="Undo"
      title={`Undo (${formatKeys('mod+Z')})`}
      disabled={!mayUndo}
      onClick={edits.undo}
    >
      <IconArrowBackUp size={16} stroke={1.75} aria-hidden />
    </ActionIcon>
    <ActionIcon
      aria-label="Redo"
      title={`Redo (${formatKeys('mod+shift+Z')})`}
      disabled={!mayRedo}
      onClick={edits.redo}
    >
      <IconArrowForwardUp size={16} stroke={1.75} aria-hidden />
    </ActionIcon>
    <Button
      variant="default"
      disabled={room === 0}
      leftSection={<IconPlus size={14} aria-hidden />}
      onClick={edits.addField}
    >
      Add a field
    </Button>
  </div>
)
