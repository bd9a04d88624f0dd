/** Letters of the scripts that are written from right to left, with what belongs to them: by the blocks of Unicode. */
const letters = '\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}'

/** See `unseen` in visible.ts: what is spelled out stands for itself. */
const spelled = '\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}'

/**
 * A stretch that is read from right to left, at most up to the end of a JSON text. Set apart from what is around it, it moves nothing:
 * without that, a browser changes the places of two such texts and of all that stands between them.
 */
// eslint-disable-next-line regexp/no-super-linear-move -- a stretch takes all that was gone over, so nothing is gone over twice
export const rightToLeft = new RegExp(`[${letters}](?:[^"\\\\\\\\${spelled}]*[${letters}])?`, 'gu')
