import type { ReactNode } from 'react'
import classes from './view-frame.module.css'

interface Props {
  readonly title: string
  /** What stands beside the title: counts, pages. */
  readonly aside?: ReactNode
  /** The view's buttons, at the right. */
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** Every view: a head that stays, and a body that fills what is left. */
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
