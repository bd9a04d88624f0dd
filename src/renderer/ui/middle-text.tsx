import { visible } from '../../contract/visible.ts'
import classes from './middle-text.module.css'

interface Props {
  readonly text: string
  /** How many characters at the end always stay visible. */
  readonly tail?: number
}

/**
 * A long id: shortened in the middle if it does not fit, whole if it does, and one piece when it is copied or read
 * aloud. Nothing in it is hidden.
 */
export const MiddleText = ({ text, tail = 6 }: Props) => {
  const shown = visible(text)
  const cut = Math.max(0, shown.length - tail)
  return (
    <span className={classes.text} title={shown}>
      <span className={classes.head} style={{ maxWidth: `calc(100% - ${shown.length - cut}ch)` }}>
        {shown.slice(0, cut)}
      </span>
      {shown.slice(cut)}
    </span>
  )
}
