/** Letters of the right-to-left scripts, with their marks, by Unicode block. */
const letters = '\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}'

/** See `unseen` in visible.ts: these characters are spelled out separately. */
const spelled = '\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}'

/**
 * A right-to-left stretch, at most up to the end of a JSON text. Isolated, it moves nothing around it: otherwise a
 * browser swaps two such texts and everything between them.
 */
// eslint-disable-next-line regexp/no-super-linear-move -- a stretch takes all that was gone over, so nothing is gone over twice
export const rightToLeft = new RegExp(`[${letters}](?:[^"\\\\\\\\${spelled}]*[${letters}])?`, 'gu')
