/** Window to main: one command, answered with a `Result`. */
export const commandChannel = 'sluice:command'

/** Main to window: one `PageAction`, chosen in the native menu. */
export const menuChannel = 'sluice:menu'

/** Main to window: one `Notice` that the system did not show. */
export const noticeChannel = 'sluice:notice'

/** Window to main, without an answer or anything else: open the page of the release that was told of. */
export const releaseChannel = 'sluice:release'

/** Window to main, without anything else: show where the logs are. */
export const logsChannel = 'sluice:logs'

/** Window to main, without anything else: open where a problem is reported; answered with whether that is known. */
export const issuesChannel = 'sluice:issues'

/** Main to window: one `Frame`. */
export const frameChannel = 'sluice:frame'
