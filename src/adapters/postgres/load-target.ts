/** The table that rows are loaded into, as the catalogue shows it, in the words that statements need. */
export interface LoadTarget {
  /** Its name with its schema, quoted: `"public"."user_logins"`. */
  readonly table: string
  /** SQL for the next row number: `pg_catalog.nextval('"public"."user_logins_login_id_seq"'::pg_catalog.regclass)`. */
  readonly nextNumber: string
  /**
   * What stands between an insert and the table, by name: triggers, rules, and the view itself. Where there is any, what
   * arrived is counted before each commit; without, a commit is one statement and one round trip.
   */
  readonly interceptors: readonly string[]
  /**
   * SQL for the sequence behind it, `'"public"."user_logins_login_id_seq"'::pg_catalog.regclass`. Null where it is none that can
   * be raised when it is behind the rows.
   */
  readonly sequence: string | null
}
