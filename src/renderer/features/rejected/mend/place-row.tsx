import { ActionIcon, Button, NativeSelect, TextInput, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconTrash } from '@tabler/icons-react'
import type { Field } from '../../../../contract/event-definition.ts'
import type { MendingPlace } from '../../../../contract/mending.ts'
import { describeReason, type Reason } from '../../../../contract/reason.ts'
import { remedyOf } from '../../../../contract/remedy.ts'
import { isolated, visible } from '../../../../contract/visible.ts'
import inputs from '../../../ui/field.module.css'
import classes from './place-row.module.css'
import type { Typed } from './typed.ts'
import { Sentence } from '../../../ui/sender-text.tsx'

interface Props {
  readonly place: MendingPlace
  /** Of the definition; null if it has none here. */
  readonly field: Field | null
  /** What is wrong here now. */
  readonly faults: readonly Reason[]
  readonly typed: Typed | null
  readonly onType: (typed: Typed | null) => void
}

/** One value of a message: what it is, what is wrong with it, and what it should become. */
export const PlaceRow = ({ place, field, faults, typed, onType }: Props) => {
  const name = nameOf(place)
  const outside = outsideOf(place)
  const isGone = typed?.kind === 'removed'
  return (
    <li
      className={classes.row}
      data-faulty={faults.length > 0 || undefined}
      data-changed={typed !== null || undefined}
    >
      <div className={classes.what}>
        <bdi className={classes.name}>{name}</bdi>
        {outside !== null && <span className={classes.from}>{outside}</span>}
        <span
          className={classes.value}
          data-gone={isGone || undefined}
          title={place.value === null ? undefined : visible(place.value)}
        >
          {place.value === null ? stateWords[place.state] : visible(place.value)}
        </span>
      </div>
      <div className={classes.change}>
        <Change place={place} field={field} typed={typed} onType={onType} name={name} />
        {faults.map((fault, index) => (
          <p key={index} className={classes.fault}>
            <Sentence text={describeReason(fault, isolated)} />{' '}
            <span className={classes.remedy}>{remedyOf(fault, field, true)}</span>
          </p>
        ))}
      </div>
    </li>
  )
}

/** The pointer without the marks before its first name. */
const nameOf = ({ pointer }: MendingPlace): string =>
  pointer === null ? 'A name that is covered' : visible(pointer.replace(/^(?:@|\^?\/)/, ''))

/** Where a value comes from, if not from the body; null for the body. */
const outsideOf = ({ pointer }: MendingPlace): string | null => {
  if (pointer?.startsWith('@') === true) return 'from an attribute'
  return pointer?.startsWith('^') === true ? 'from the envelope' : null
}

const stateWords: Readonly<Record<MendingPlace['state'], string>> = {
  present: '',
  extra: '',
  missing: 'missing',
  twice: 'more than once',
  blocked: 'nothing can be here',
  beside: 'cannot be changed here',
}

const Change = ({ place, field, typed, onType, name }: Omit<Props, 'faults'> & { readonly name: string }) => {
  const undo = (
    <IconButton label={`Leave ${name} as it was`} Icon={IconArrowBackUp} onClick={() => onType(null)} />
  )
  switch (typed?.kind) {
    case 'removed':
      return <Done words="Removed">{undo}</Done>
    case 'null':
      return <Done words="Set to null">{undo}</Done>
    case 'renamed':
      return <Done words={`Renamed to ${typed.name}`}>{undo}</Done>
    default:
      break
  }
  switch (place.state) {
    case 'blocked':
    case 'beside':
    case 'twice':
      return null
    case 'extra':
      return <NameChange {...{ place, name, onType }} />
    case 'present':
    case 'missing':
      return <ValueChange {...{ place, field, name, onType }} text={typed?.text ?? ''} />
  }
}

interface ChangeProps extends Pick<Props, 'place' | 'onType'> {
  readonly name: string
}

/** For a name that no field reads: rename it to a missing one, or remove it. */
const NameChange = ({ place, name, onType }: ChangeProps) => (
  <div className={classes.line}>
    {place.names.length > 0 && (
      <NativeSelect
        size="xs"
        classNames={inputs}
        className={classes.input}
        aria-label={`Rename ${name}`}
        value=""
        data={[{ value: '', label: 'Rename to…' }, ...place.names]}
        onChange={(event) => onType({ kind: 'renamed', name: event.currentTarget.value })}
      />
    )}
    <Button size="compact-xs" variant="default" onClick={() => onType({ kind: 'removed' })}>
      Remove
    </Button>
  </div>
)

interface ValueProps extends ChangeProps {
  readonly field: Field | null
  readonly text: string
}

const ValueChange = ({ place, field, name, text, onType }: ValueProps) => (
  <div className={classes.line}>
    <TextInput
      size="xs"
      classNames={inputs}
      className={classes.input}
      aria-label={`New value of ${name}`}
      placeholder={place.state === 'missing' ? 'Add a value' : 'New value'}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => onType({ kind: 'value', text: event.currentTarget.value })}
    />
    {field?.nullable === true && (
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={`Set ${name} to null`}
        onClick={() => onType({ kind: 'null' })}
      >
        null
      </Button>
    )}
    {place.state === 'present' && (
      <IconButton label={`Remove ${name}`} Icon={IconTrash} onClick={() => onType({ kind: 'removed' })} />
    )}
  </div>
)

const Done = ({ words, children }: { readonly words: string; readonly children: React.ReactNode }) => (
  <div className={classes.line}>
    <span className={classes.done}>{visible(words)}</span>
    {children}
  </div>
)

interface IconButtonProps {
  readonly label: string
  readonly Icon: typeof IconTrash
  readonly onClick: () => void
}

const IconButton = ({ label, Icon, onClick }: IconButtonProps) => (
  <Tooltip label={label}>
    <ActionIcon aria-label={label} onClick={onClick}>
      <Icon size={15} stroke={1.75} aria-hidden />
    </ActionIcon>
  </Tooltip>
)
