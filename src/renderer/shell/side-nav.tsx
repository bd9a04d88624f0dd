import { Tooltip } from '@mantine/core'
import { IconGauge, IconHistory, IconMailOff, IconSettings, IconTable } from '@tabler/icons-react'
import { formatKeys } from '../format/keys.ts'
import { viewHref, viewLabels, views, type View } from '../state/use-view.ts'
import { BrandMark } from './brand-mark.tsx'
import { SchemeToggle } from '../ui/scheme-toggle.tsx'
import classes from './side-nav.module.css'

const icons = {
  monitor: IconGauge,
  rows: IconTable,
  rejected: IconMailOff,
  runs: IconHistory,
  settings: IconSettings,
} as const

export const SideNav = ({ view: current }: { readonly view: View }) => (
  <header className={classes.side} data-part>
    <div className={classes.brand}>
      <BrandMark />
      <span className={classes.name}>Sluice</span>
    </div>
    <nav aria-label="Views">
      <ul className={classes.items}>
        {views.map((view, index) => {
          const Icon = icons[view]
          return (
            <li key={view}>
              <Tooltip label={`${viewLabels[view]} (${formatKeys(`mod+${index + 1}`)})`} position="right">
                <a
                  className={classes.item}
                  href={viewHref(view)}
                  aria-current={view === current ? 'page' : undefined}
                >
                  <Icon size={16} stroke={1.75} aria-hidden />
                  <span className={classes.name}>{viewLabels[view]}</span>
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
