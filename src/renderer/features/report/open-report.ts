import { createDialog } from '../../state/dialog.ts'

/** The dialog in which a problem is described for others. */
export const reportDialog = createDialog()
