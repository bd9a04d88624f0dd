import { Tooltip } from '@mantine/core'
import { IconGauge, IconHistory, IconMailOff, IconTable } from '@tabler/icons-react'
import { viewHref, views, type View } from '../state/use-view.ts'
import { BrandMark } from './brand-mark.tsx'
import { SchemeToggle } from './scheme-toggle.tsx'
import classes from './side-nav.module.css'

const looks = {
  monitor: { label: 'Monitor', Icon: IconGauge },
  rows: { label: 'Rows', Icon: IconTable },
  rejected: { label: 'Rejected', Icon: IconMailOff },
  runs: { label: 'Runs', Icon: IconHistory },
} as const

const modifier = navigator.userAgent.includes('Mac OS') ? '⌘' : 'Ctrl+'

export const SideNav = ({ view: current }: { readonly view: View }) => (
  <header className={classes.side}>
    <div className={classes.brand}>
      <BrandMark />
      Sluice
    </div>
    <nav aria-label="Views">
      <ul className={classes.items}>
        {views.map((view, index) => {
          const { label, Icon } = looks[view]
          return (
            <li key={view}>
              <Tooltip label={`${modifier}${index + 1}`} position="right">
                <a
                  className={classes.item}
                  href={viewHref(view)}
                  aria-current={view === current ? 'page' : undefined}
                >
                  <Icon size={16} stroke={1.75} aria-hidden />
                  {label}
                </a>
              </Tooltip>
            </li>
          )
        })}
      </ul>
    </nav>
    <SchemeToggle />
  </header>
)
