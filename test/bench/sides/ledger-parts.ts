/** The code that loads into a database, built on today's sources and on earlier ones. */
export { findLoadTarget } from '../../../src/adapters/postgres/find-load-target.ts'
export { migrate } from '../../../src/adapters/postgres/migrate.ts'
export { openDatabase } from '../../../src/adapters/postgres/database.ts'
export { createStore } from '../../../src/adapters/postgres/store.ts'
export { logins } from '../../../src/contract/logins.ts'
