import type { Icon as TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

interface Props {
  readonly Icon: TablerIcon
  readonly title: string
  /** Why there is nothing. */
  readonly children: ReactNode
  /** The one thing to do. */
  readonly action?: ReactNode
  readonly level?: 1 | 2
}

/** Shown in place of an empty list: says why it is empty, and offers the one thing to do. */
export const EmptyState = ({ Icon, title, children, action, level = 2 }: Props) => {
  const Heading = `h${level}` as const
  return (
    <div className={classes.state}>
      <Icon className={classes.icon} size={32} stroke={1.25} aria-hidden />
      <Heading className={classes.title}>{title}</Heading>
      <p className={classes.why}>{children}</p>
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  )
}
