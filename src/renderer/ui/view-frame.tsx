import type { ReactNode } from 'react'
import classes from './view-frame.module.css'

interface Props {
  readonly title: string
  /** Shown beside the title: counts, pages. */
  readonly aside?: ReactNode
  /** The view's buttons, on the right. */
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** The frame of every view: a fixed head, and a body that fills the rest. */
export const ViewFrame = ({ title, aside, tools, children }: Props) => (
  <div className={classes.view}>
    <header className={classes.head}>
      <h1>{title}</h1>
      <div className={classes.aside}>{aside}</div>
      <div className={classes.tools}>{tools}</div>
    </header>
    {children}
  </div>
)
