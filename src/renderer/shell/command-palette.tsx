import { Kbd } from '@mantine/core'
import { createSpotlight, Spotlight, useSpotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { formatKeys } from '../format/keys.ts'
import classes from './command-palette.module.css'
import { actionGroups, type Action } from './use-actions.ts'
import { useNamedActions } from './use-named-actions.ts'

const [store, palette] = createSpotlight()

/** Opens the palette from elsewhere. */
export const openPalette = (): void => palette.open()

/** Everything that can be done, by name. What cannot be done now is left out. */
export const CommandPalette = ({ actions }: { readonly actions: readonly Action[] }) => {
  // Named items are looked up when the palette is opened.
  useSpotlight(store)
  const all = [...actions, ...useNamedActions()]
  return (
    <Spotlight
      store={store}
      shortcut={['mod + K', 'mod + shift + P']}
      triggerOnContentEditable
      tagsToIgnore={[]}
      // Its lock would be an inline style element, which the page's policy forbids; the page does not scroll anyway.
      lockScroll={false}
      // No transition, and the cursor in it: whoever types right after the shortcut types into it.
      transitionProps={{ duration: 0 }}
      classNames={{
        content: classes.content,
        action: classes.action,
        search: classes.search,
        actionsGroup: classes.group,
      }}
      // It has no visible title.
      attributes={{ content: { 'aria-label': 'Command palette' } }}
      nothingFound="Nothing by that name"
      highlightQuery
      searchProps={{
        autoFocus: true,
        leftSection: <IconSearch size={16} aria-hidden />,
        placeholder: 'What would you like to do?',
        'aria-label': 'Find a command',
      }}
      actions={actionGroups.map((group) => ({
        group,
        actions: all
          .filter((action) => action.group === group && action.enabled)
          .map((action) => ({
            id: action.name,
            label: action.label,
            onClick: () => action.perform(),
            rightSection: action.keys === undefined ? null : <Kbd size="xs">{formatKeys(action.keys)}</Kbd>,
          })),
      }))}
    />
  )
}
