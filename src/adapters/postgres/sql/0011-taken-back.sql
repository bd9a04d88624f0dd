-- A person's version can be taken back while it is unsent. It stays, with the person who took it back, and is never
-- sent.
alter table sluice.repairs add column taken_by text;

alter table sluice.repairs drop constraint repairs_outcome_check;

alter table sluice.repairs add constraint repairs_outcome_check
  check (outcome in ('sent', 'loaded', 'already-loaded', 'rejected-again', 'discarded', 'taken-back'));
