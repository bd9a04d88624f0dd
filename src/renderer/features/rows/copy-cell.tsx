import { MiddleText } from '../../ui/middle-text.tsx'
import { useCopy } from '../../ui/use-copy.ts'
import classes from './rows-table.module.css'

/** A long value: shortened in the middle, whole on hover, copied whole by a click. */
export const CopyCell = ({ text }: { readonly text: string }) => {
  const { copied, copy } = useCopy()
  return (
    <button
      type="button"
      className={classes.copy}
      onClick={() => copy(text)}
      data-copied={copied || undefined}
    >
      <MiddleText text={text} />
      {copied && (
        <span className={classes.copied} role="status">
          Copied
        </span>
      )}
    </button>
  )
}
