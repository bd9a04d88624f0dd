-- A deleted rule is kept but hidden: the history of the messages that it mended has its name.
alter table sluice.repair_rules
  add column removed_at timestamptz,
  -- When it was last applied.
  add column used_at timestamptz;
