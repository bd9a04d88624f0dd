import { SegmentedControl, Tooltip, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { schemeNames } from '../format/schemes.ts'
import segmented from './segmented.module.css'

const schemes = [
  { value: 'light', label: schemeNames.light, Icon: IconSun },
  { value: 'dark', label: schemeNames.dark, Icon: IconMoon },
  { value: 'auto', label: schemeNames.auto, Icon: IconDeviceDesktop },
] as const

/** Light, dark, or as the system has it. */
export const SchemeToggle = () => {
  // Without this, Mantine would disable transitions with an inline style element.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label="Colours"
      classNames={segmented}
      value={colorScheme}
      onChange={setColorScheme}
      data={schemes.map(({ value, label, Icon }) => ({
        value,
        label: (
          <Tooltip label={label}>
            <span className={segmented.icon}>
              <Icon size={15} stroke={1.75} aria-hidden />
              <VisuallyHidden>{label}</VisuallyHidden>
            </span>
          </Tooltip>
        ),
      }))}
    />
  )
}
