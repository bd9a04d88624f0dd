/** The table that rows are loaded into, as the catalogue shows it, in the words that statements need. */
export interface LoadTarget {
  /** Its name with its schema, quoted: `"public"."user_logins"`. */
  readonly table: string
  /** SQL for the next row number: `nextval('"public"."user_logins_login_id_seq"'::regclass)`. */
  readonly nextNumber: string
  /**
   * Whether a BEFORE trigger, a rule or a view stands between an insert and the table. Then what arrived is counted before
   * each commit; without any, a commit is one statement and one round trip.
   */
  readonly mustCount: boolean
  /**
   * SQL for the sequence behind it, `'"public"."user_logins_login_id_seq"'::regclass`. Without it, a sequence that is behind
   * the rows cannot be raised.
   */
  readonly sequence?: string | undefined
  /** The triggers and rules between an insert and the table, by name. */
  readonly interceptors?: readonly string[] | undefined
}
