-- What a run noticed about the messages that it read: names that no field reads, values that were cut. Null if there
-- was nothing, and in runs from before.
alter table sluice.runs add column notes jsonb;
