-- A version that a person made may be taken back for as long as it was not sent. It stays, with who took it back; nothing is sent of it.
alter table sluice.repairs add column taken_by text;

alter table sluice.repairs drop constraint repairs_outcome_check;

alter table sluice.repairs add constraint repairs_outcome_check
  check (outcome in ('sent', 'loaded', 'already-loaded', 'rejected-again', 'discarded', 'taken-back'));
