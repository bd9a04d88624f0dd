import { ActionIcon, Button, FileButton, Menu, NativeSelect, Switch } from '@mantine/core'
import { IconDots, IconFileImport } from '@tabler/icons-react'
import type { KeptRuleView } from '../../../contract/rules.ts'
import look from '../../ui/field.module.css'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SaidText } from '../../ui/sender-text.tsx'
import classes from './rules-panel.module.css'
import { useKeptRules } from './use-kept-rules.ts'
import { visible } from '../../../contract/visible.ts'

interface Props {
  readonly rules: readonly KeptRuleView[]
  readonly chosen: KeptRuleView | null
  readonly disabled: boolean
  /** Null for a new rule. */
  readonly onChoose: (rule: KeptRuleView | null) => void
}

/** The choice between the kept rules and a new one, and what can be done with a kept one. */
export const RuleChoice = ({ rules, chosen, disabled, onChoose }: Props) => {
  const { bring, save, remove, enable, isBusy } = useKeptRules(onChoose)
  return (
    <div className={classes.choice}>
      <div className={classes.choiceLine}>
        <NativeSelect
          size="xs"
          classNames={look}
          className={classes.wide}
          label="Rule"
          disabled={disabled}
          data={[
            { value: '', label: 'A new rule' },
            ...rules.map(({ hash, name, why }) => ({
              value: hash,
              label: why === null ? name : `${name} (cannot be used now)`,
            })),
          ]}
          value={chosen?.hash ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChoose(rules.find(({ hash }) => hash === value) ?? null)
          }
        />
        <FileButton accept=".json,application/json" onChange={(file) => file !== null && void bring(file)}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="xs"
              disabled={disabled || isBusy}
              leftSection={<IconFileImport size={14} stroke={1.75} aria-hidden />}
            >
              From a file…
            </Button>
          )}
        </FileButton>
        {chosen !== null && (
          <MoreAbout
            name={chosen.name}
            disabled={disabled}
            onExport={() => void save(chosen)}
            onDelete={() => void remove(chosen)}
          />
        )}
      </div>
      {chosen !== null && <About rule={chosen} />}
      {chosen !== null && (chosen.enabledAt !== null || mayBeEnabled(chosen)) && (
        <Switch
          size="xs"
          label="Mend what runs reject, from the next run on"
          checked={chosen.enabledAt !== null}
          disabled={disabled || isBusy}
          onChange={({ currentTarget: { checked } }) => void enable(chosen, checked)}
        />
      )}
    </div>
  )
}

interface MoreProps {
  readonly name: string
  readonly disabled: boolean
  readonly onExport: () => void
  readonly onDelete: () => void
}

const MoreAbout = ({ name, disabled, onExport, onDelete }: MoreProps) => (
  <Menu position="bottom-end" shadow="md">
    <Menu.Target>
      <ActionIcon size={30} aria-label={`More about the rule ${visible(name)}`} disabled={disabled}>
        <IconDots size={16} stroke={1.75} aria-hidden />
      </ActionIcon>
    </Menu.Target>
    <Menu.Dropdown>
      <Menu.Item onClick={onExport}>Export…</Menu.Item>
      <Menu.Item onClick={onDelete}>Delete</Menu.Item>
    </Menu.Dropdown>
  </Menu>
)

/** Only after someone has previewed it here. */
const mayBeEnabled = ({ previewedAt, why }: KeptRuleView): boolean => previewedAt !== null && why === null

const About = ({ rule: { origin, keptAt, previewedAt, usedAt, why } }: { readonly rule: KeptRuleView }) => (
  <>
    <p className={classes.quiet}>
      {origin === 'file' ? 'From a file' : 'Made here'} <RelativeTime at={Date.parse(keptAt)} />
      {', '}
      {previewedAt === null ? 'never previewed here' : 'previewed here'}
      {', '}
      {usedAt === null ? (
        'never applied'
      ) : (
        <>
          last applied <RelativeTime at={Date.parse(usedAt)} />
        </>
      )}
    </p>
    {why?.split('\n').map((line) => (
      <p key={line} className={classes.mistake}>
        It cannot be used now: <SaidText text={line} />
      </p>
    ))}
  </>
)
