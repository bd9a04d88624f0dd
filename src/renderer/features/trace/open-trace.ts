import { createDialog } from '../../state/dialog.ts'

/** The dialog that looks up a message. */
export const traceDialog = createDialog()
