/**
 * The name of the rule by which a rejected message became a row, as a column of a query over `sluice.rejected`; null if
 * none did.
 *
 * @param id the expression for the number of the rejected message
 */
export const mendedBy = (id: string): string => `(
  select r.name from sluice.repairs v join sluice.repair_rules r on r.rule_id = v.rule_id
  where v.rejected_id = ${id} and v.outcome = 'loaded' order by v.version desc limit 1)`
