-- Since when a rule mends what runs reject, by itself; null where it waits for somebody to apply it.
alter table sluice.repair_rules add column enabled_at timestamptz;
