-- Since when a rule automatically mends what runs reject; null if a person must apply it.
alter table sluice.repair_rules add column enabled_at timestamptz;
