import type { ColumnLimit, ColumnLimits } from '../pipeline/column-limit.ts'

/** What happens to messages that do not fit, in a sentence for each column that stays narrower than its field. */
export const limitSentences = (limits: ColumnLimits): readonly string[] =>
  [...limits].map(([field, limit]) => `${holdsWords(limit)}; other values of ${field} are rejected.`)

const holdsWords = ({ column, holds, takesNull }: ColumnLimit): string => {
  const value = takesNull ? '' : ' and must have a value'
  switch (holds?.kind) {
    case undefined:
      return `The column ${column} must have a value`
    case 'characters':
      return `The column ${column} holds ${holds.most} characters${value}`
    case 'range':
      return `The column ${column} holds whole numbers from ${holds.least} to ${holds.most}${value}`
    case 'digits':
      return `The column ${column} is ${holds.type}${value}`
    case 'fraction':
      return `The column ${column} keeps ${holds.digits} digits of a second${value}`
    case 'labels':
      return `The column ${column} is the enum ${holds.type}${value}`
    case 'list':
      return `The column ${column} is an enum, whose ${holds.labels.length} labels are all that its field may be${value}`
  }
}
