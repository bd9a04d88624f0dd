import { Button } from '@mantine/core'
import { IconBox, IconBrandAws, IconBrandDocker } from '@tabler/icons-react'
import { SenderText } from '../../ui/sender-text.tsx'
import classes from './connections.module.css'
import form from './form.module.css'

const icons = { embedded: IconBox, docker: IconBrandDocker, aws: IconBrandAws } as const

interface Props {
  readonly kind: keyof typeof icons
  readonly name: string
  readonly text: string
  readonly inUse: boolean
  readonly switching: boolean
  readonly mayUse: boolean
  readonly onUse: () => void
  /** Left out if it cannot be changed. */
  readonly onEdit?: () => void
}

/** One connection, with its actions. */
export const ConnectionRow = ({ kind, name, text, inUse, switching, mayUse, onUse, onEdit }: Props) => {
  const Icon = icons[kind]
  return (
    <li className={classes.row} data-used={inUse || undefined}>
      <Icon className={classes.icon} size={20} stroke={1.5} aria-hidden />
      <div className={form.words}>
        <p className={classes.name}>
          {name} {inUse && <span className={form.tag}>In use</span>}
        </p>
        <p className={classes.text}>
          <SenderText text={text} />
        </p>
      </div>
      {onEdit !== undefined && (
        <Button variant="subtle" onClick={onEdit} aria-label={`Edit ${name}`}>
          Edit
        </Button>
      )}
      {!inUse && (
        <Button
          variant="default"
          disabled={!mayUse && !switching}
          loading={switching}
          onClick={onUse}
          aria-label={`Use ${name}`}
        >
          Use
        </Button>
      )}
    </li>
  )
}
