import { createDialog } from '../../state/dialog.ts'

/** The dialog that describes a problem for others. */
export const reportDialog = createDialog()
