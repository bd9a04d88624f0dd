import { IconLinkOff } from '@tabler/icons-react'
import { EmptyState } from '../ui/empty-state.tsx'
import classes from './expired-page.module.css'

/** The server no longer knows this page's token; only a new address helps. */
export const ExpiredPage = () => (
  <main className={classes.page}>
    <EmptyState Icon={IconLinkOff} title="This page's link has expired" level={1}>
      Open the URL that <code>sluice serve</code> printed.
    </EmptyState>
  </main>
)
