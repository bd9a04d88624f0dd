import { Activity, useState } from 'react'
import {
  IconBell,
  IconDownload,
  IconKey,
  IconPalette,
  IconPlugConnected,
  IconTimeline,
} from '@tabler/icons-react'
import type { SettingsView as Settings } from '../../../contract/settings.ts'
import { Known } from '../../ui/known.tsx'
import { useViewParam } from '../../state/use-view.ts'
import { ViewFrame } from '../../ui/view-frame.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { ConnectionsSection } from './connections-section.tsx'
import { KeysSection } from './keys-section.tsx'
import { NotificationsSection } from './notifications-section.tsx'
import { PipelineSection } from './pipeline-section.tsx'
import classes from './settings-view.module.css'
import { UpdatesSection } from './updates-section.tsx'
import { useSettings } from './use-settings.ts'

const allSections = [
  { name: 'connections', label: 'Connections', Icon: IconPlugConnected, Body: ConnectionsSection },
  { name: 'pipeline', label: 'Pipeline', Icon: IconTimeline, Body: PipelineSection },
  { name: 'keys', label: 'Keys', Icon: IconKey, Body: KeysSection },
  { name: 'appearance', label: 'Appearance', Icon: IconPalette, Body: AppearanceSection },
  { name: 'notifications', label: 'Notifications', Icon: IconBell, Body: NotificationsSection },
  { name: 'updates', label: 'Updates', Icon: IconDownload, Body: UpdatesSection },
] as const

/** In a browser nothing shows notifications, and the page's version is that of its server, which looks for no updates. */
const ofDesktop: ReadonlySet<string> = new Set(['notifications', 'updates'])

const sections = allSections.filter(({ name }) => window.sluice !== undefined || !ofDesktop.has(name))

/** Everything that can be set, by section. */
export const SettingsView = () => {
  const { answer, retry } = useSettings()
  return (
    <ViewFrame title="Settings">
      <Known answer={answer} onRetry={retry}>
        {(settings) => <Sections settings={settings} />}
      </Known>
    </ViewFrame>
  )
}

const Sections = ({ settings }: { readonly settings: Settings }) => {
  const [current, show] = useState<(typeof allSections)[number]['name']>('connections')
  // A link elsewhere in the window may lead to one of them.
  const asked = useViewParam('settings', 'section')
  const [heard, hear] = useState<string | null>(null)
  if (asked !== heard) {
    hear(asked)
    const section = sections.find(({ name }) => name === asked)
    if (section !== undefined) show(section.name)
  }
  return (
    <div className={classes.body}>
      <nav aria-label="Sections of the settings" className={classes.nav}>
        <ul>
          {sections.map(({ name, label, Icon }) => (
            <li key={name}>
              <button
                type="button"
                className={classes.item}
                aria-current={name === current || undefined}
                onClick={() => show(name)}
              >
                <Icon size={16} stroke={1.75} aria-hidden />
                {label}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {/* Hidden sections keep what was typed. */}
      {sections.map(({ name, label, Body }) => (
        <Activity key={name} mode={name === current ? 'visible' : 'hidden'}>
          <section className={classes.section} aria-label={label} tabIndex={-1}>
            <div className={classes.page}>
              <Body settings={settings} />
            </div>
          </section>
        </Activity>
      ))}
    </div>
  )
}
