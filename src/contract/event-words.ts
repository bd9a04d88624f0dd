import type { EventDefinition } from './event-definition.ts'
import { visible, type Shown } from './visible.ts'

/** A title such as `Login` or `Page view`, but not `IoT reading`. */
const title = /^\p{Lu}\P{Lu}*$/u

/** What valid messages are: `login events`, by the label of their definition. */
export const describeEvents = ({ label }: Pick<EventDefinition, 'label'>, shown: Shown = visible): string => {
  const name = label.replace(/ events?$/i, '')
  return `${shown(title.test(name) ? name[0]?.toLowerCase() + name.slice(1) : name)} events`
}
