import { logins } from '../../src/contract/logins.ts'
import { compileJudge } from '../../src/pipeline/judge.ts'
import type { Mask } from '../../src/pipeline/mask.ts'
import { createPrepare, type Prepare } from '../../src/pipeline/prepare.ts'
import type { Reject } from '../../src/pipeline/reject.ts'

/** What today's version makes of deliveries of logins. */
export const prepareLogins = (mask: Mask, reject: Reject): Prepare =>
  createPrepare(compileJudge(logins, mask), reject)
