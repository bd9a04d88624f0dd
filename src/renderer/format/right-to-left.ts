import { rightToLeftLetters as letters } from '../../contract/visible.ts'

/** See `unseen` in visible.ts: these characters are spelled out separately. */
const spelled = '\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}'

/**
 * A right-to-left stretch, at most up to the end of a JSON text. Isolated, it moves nothing around it: otherwise a
 * browser swaps two such texts and everything between them.
 */

export const rightToLeft = new RegExp(`[${letters}](?:[^"\\\\\\\\${spelled}]*[${letters}])?`, 'gu')
