/** What loads into a database, to be built on the sources of today and on those of before. */
export { findLoadTarget } from '../../../src/adapters/postgres/find-load-target.ts'
export { migrate } from '../../../src/adapters/postgres/migrate.ts'
export { openDatabase } from '../../../src/adapters/postgres/database.ts'
export { createStore } from '../../../src/adapters/postgres/store.ts'
export { logins } from '../../../src/contract/logins.ts'
