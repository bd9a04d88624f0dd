import { createDialog } from '../../state/dialog.ts'

/** The dialog in which a message is looked up. */
export const traceDialog = createDialog()
