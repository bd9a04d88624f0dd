/** Why a value cannot be changed by itself. */
export type EditObstacle =
  | 'not-an-object'
  | 'ambiguous'
  | 'in-the-way'
  | 'beside'
  | 'not-there'
  | 'no-value'
  | 'no-attribute'
  | 'masked'
  | 'envelope'

export const isObstacle = (text: string): text is EditObstacle => Object.hasOwn(obstacleWords, text)

/** The reason and what to do instead, a sentence each. */
export const obstacleWords: Readonly<Record<EditObstacle, readonly [sentence: string, advice: string]>> = {
  'not-an-object': [
    'This message is not a JSON object, so it has no fields to edit.',
    'Edit its whole text.',
  ],
  ambiguous: [
    'This name appears more than once, so it is not clear which one is meant.',
    'Remove all but one first.',
  ],
  'in-the-way': ['Another value is where this field should be.', 'Change or remove that value first.'],
  beside: [
    'This field comes from outside the body, where it cannot be changed.',
    'Send the message again from where it came.',
  ],
  'not-there': ['This place is not in the message any more.', 'Open the message again.'],
  'no-value': ['What was typed is not a JSON value.', 'Correct it, or write it in quotes.'],
  'no-attribute': [
    'An attribute cannot be empty, and cannot hold control characters or half characters.',
    'Write another text, or remove it.',
  ],
  masked: [
    'The value of a masked field may not get another name, under which it would not be masked.',
    'Remove it, and type the value of the other field.',
  ],
  envelope: [
    'With this change the message would be taken for an envelope around another one.',
    'Write another value.',
  ],
}
