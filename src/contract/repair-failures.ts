import { isObstacle, obstacleWords } from './edit-words.ts'
import type { Texts } from './failure-words.ts'

/** Why a rejected message cannot be mended. */
export const repairFailureCodes = [
  'repair-rule-unusable',
  'repair-rule-unseen',
  'mended-meanwhile',
  'settled-meanwhile',
  'sent-meanwhile',
  'noted-meanwhile',
  'edit-impossible',
  'rejected-erased',
] as const

export const repairFailureTexts: Texts<(typeof repairFailureCodes)[number]> = {
  'repair-rule-unusable': (d) => [
    d.problems ?? 'The rule cannot be used.',
    'Correct the rule; no message was touched.',
  ],
  'repair-rule-unseen': () => [
    'This rule has not been previewed here yet.',
    'Preview it first; no message was touched.',
  ],
  'mended-meanwhile': () => [
    'Somebody else has mended this message meanwhile.',
    'Look at it again, and mend what is there now.',
  ],
  'settled-meanwhile': () => [
    'This message was loaded, discarded or erased meanwhile.',
    'Look at it again; there is nothing left to mend.',
  ],
  'sent-meanwhile': () => [
    'This version was sent meanwhile, so it cannot be taken back.',
    'Look at what became of it, and make another version if need be.',
  ],
  'noted-meanwhile': () => [
    'This note was changed, or the message erased, meanwhile, so it stays as it is now.',
    'Look at the message again; what was erased cannot be brought back.',
  ],
  'rejected-erased': () => [
    'The text of this message was erased.',
    'Only its ids, times and reasons are left; there is nothing to show, mend or send.',
  ],
  'edit-impossible': ({ why = '' }) => obstacleWords[isObstacle(why) ? why : 'not-there'],
}
