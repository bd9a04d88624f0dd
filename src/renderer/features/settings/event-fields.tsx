import type { EventDefinition, Field } from '../../../contract/event-definition.ts'
import { fieldTypes } from '../../../contract/field-types.ts'
import { SenderText } from '../../ui/sender-text.tsx'
import classes from './event-fields.module.css'
import form from './form.module.css'

const heads = ['Field', 'Reads', 'Type', 'Required', 'Masked', 'Column']

/** A definition's content: its table and its fields. */
export const EventFields = ({ event }: { readonly event: EventDefinition }) => (
  <div>
    <p className={form.quiet}>
      <SenderText text={event.label} />, into <SenderText text={tableOf(event)} />.
    </p>
    <div className={classes.scroll} tabIndex={0} role="group" aria-label="Fields of the event">
      <table className={classes.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {event.fields.map((field) => (
            <FieldLine key={field.name} field={field} />
          ))}
        </tbody>
      </table>
    </div>
  </div>
)

const FieldLine = ({ field }: { readonly field: Field }) => (
  <tr>
    <th scope="row">
      <SenderText text={field.name} />
    </th>
    <td className={classes.code}>
      <SenderText text={field.pointer} />
    </td>
    <td>{fieldTypes[field.type].label}</td>
    <td>{demandOf(field)}</td>
    <td className={field.mask === null ? classes.quiet : undefined}>{field.mask ?? 'no'}</td>
    <td className={classes.code}>
      <SenderText text={field.column} />
    </td>
  </tr>
)

const demandOf = ({ required, nullable }: Field): string => {
  if (required) return nullable ? 'yes, or null' : 'yes'
  return nullable ? 'no, or null' : 'no'
}

const tableOf = ({ table: { schema, name } }: EventDefinition): string =>
  schema === null ? name : `${schema}.${name}`
