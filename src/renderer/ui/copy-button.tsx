import { ActionIcon, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useCopy } from './use-copy.ts'

interface Props {
  readonly text: string
  /** What it copies, for its name: "Copy id". */
  readonly label: string
}

/** A small button that copies a text, and shows for a moment that it did. */
export const CopyButton = ({ text, label }: Props) => {
  const { copied, copy } = useCopy()
  const Icon = copied ? IconCheck : IconCopy
  return (
    <Tooltip label={copied ? 'Copied' : label} openDelay={copied ? 0 : 400}>
      <ActionIcon aria-label={label} onClick={() => copy(text)}>
        <Icon size={15} stroke={1.75} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
