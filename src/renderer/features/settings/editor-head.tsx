import { ActionIcon } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import form from './form.module.css'

interface Props {
  readonly name: string
  readonly inUse: boolean
  readonly onBack: () => void
}

/** Above the fields of a connection: its name, and the way back. */
export const EditorHead = ({ name, inUse, onBack }: Props) => (
  <div className={form.head}>
    <ActionIcon aria-label="Back to the connections" onClick={onBack}>
      <IconArrowLeft size={16} stroke={1.75} aria-hidden />
    </ActionIcon>
    <h2 className={form.words}>{name}</h2>
    {inUse && <span className={form.tag}>In use</span>}
  </div>
)
