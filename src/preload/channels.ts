/** Window to main: one command, answered with a `Result`. */
export const commandChannel = 'sluice:command'

/** Main to window: one `PageAction`, chosen in the native menu. */
export const menuChannel = 'sluice:menu'

/** Main to window: one `Notice` that the system did not show. */
export const noticeChannel = 'sluice:notice'

/** Window to main, without an argument or an answer: open the page of the announced release. */
export const releaseChannel = 'sluice:release'

/** Window to main, without an argument or an answer: show where the logs are. */
export const logsChannel = 'sluice:logs'

/** Window to main, without an argument: open the address for problem reports; answered with whether it was opened. */
export const issuesChannel = 'sluice:issues'

/** Main to window: one `Frame`. */
export const frameChannel = 'sluice:frame'
