import { failure, FailureError } from '../../contract/failure.ts'
import type { Query } from './database.ts'
import type { LoadTarget } from './load-target.ts'

interface Found {
  readonly table: string
  readonly sequence: string | null
  readonly interceptors: readonly string[]
}

/** The table of the search path with the sequence that belongs to `login_id`. Throws `FailureError` with `table-missing`, or `PortError`. */
export const simpleTarget = async (
  query: Query,
  names: Readonly<Record<'address' | 'database', string>>,
): Promise<LoadTarget> => {
  const [found] = await query<Found>({
    text: `select format('%I.%I', n.nspname, c.relname) as table,
             (select format('%L::regclass', format('%I.%I', sn.nspname, s.relname))
              from pg_class s join pg_namespace sn on sn.oid = s.relnamespace
              where s.oid = pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), 'login_id')::regclass) as sequence,
             array(select t.tgname::text from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal
               and t.tgtype & 66 <> 0 and t.tgtype & 4 <> 0 order by 1) as interceptors
           from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = to_regclass('user_logins')`,
  })
  if (found === undefined || found.sequence === null)
    throw new FailureError(failure('table-missing', { ...names }))
  const { table, sequence, interceptors } = found
  return {
    table,
    nextNumber: `nextval(${sequence})`,
    mustCount: interceptors.length > 0,
    ...{ sequence, interceptors },
  }
}
