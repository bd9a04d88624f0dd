import classes from './middle-text.module.css'

interface Props {
  readonly text: string
  /** How many characters at the end always stay in sight. */
  readonly tail?: number
}

/** A long id: shortened in the middle where it does not fit, whole where it does, and whole when selected or read. */
export const MiddleText = ({ text, tail = 6 }: Props) => {
  const cut = Math.max(0, text.length - tail)
  return (
    <span className={classes.text} title={text}>
      <span className={classes.head}>{text.slice(0, cut)}</span>
      <span>{text.slice(cut)}</span>
    </span>
  )
}
