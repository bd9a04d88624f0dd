import { IconLinkOff } from '@tabler/icons-react'
import { EmptyState } from '../ui/empty-state.tsx'
import classes from './expired-page.module.css'

/** The server does not know this page; only a new link helps. */
export const ExpiredPage = () => (
  <main className={classes.page}>
    <EmptyState Icon={IconLinkOff} title="This page's link has expired" level={1}>
      Press <kbd>o</kbd> and <kbd>Enter</kbd> where <code>sluice serve</code> runs, and open the link that it
      prints.
    </EmptyState>
  </main>
)

/** The page's server ended, and another start of it answers, which does not know this page. */
export const RestartedPage = () => (
  <main className={classes.page}>
    <EmptyState Icon={IconLinkOff} title="Sluice was started again" level={1}>
      This page belongs to the start before. Open the link that <code>sluice serve</code> printed when it
      started, or press <kbd>o</kbd> and <kbd>Enter</kbd> there for a new one. Runs, rows and settings are as
      they were.
    </EmptyState>
  </main>
)

/** Two people have opened the link. The server cannot know which of them was meant to. */
export const TakenPage = () => (
  <main className={classes.page}>
    <EmptyState Icon={IconLinkOff} title="This page's link was opened twice" level={1}>
      If that was not you, somebody else on this machine has read it; they have been shut out as well. Press{' '}
      <kbd>o</kbd> and <kbd>Enter</kbd> where <code>sluice serve</code> runs, and open the new link that it
      prints.
    </EmptyState>
  </main>
)
