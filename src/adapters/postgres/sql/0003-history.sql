-- How full the queue was, a sample every few seconds while someone looked, so that charts go on where they ended.
create table sluice.depths (
  queue text not null,
  at timestamptz not null default clock_timestamp(),
  visible bigint not null,
  in_flight bigint not null,
  delayed bigint not null,
  -- Null if the queue has no dead-letter queue, or its number was not known.
  dead_letters bigint
);

create index depths_by_time on sluice.depths (queue, at);

-- Batches come in the order of time, so a few pages of this locate those of an hour.
create index batches_by_time on sluice.batches using brin (at) with (autosummarize = on);

-- Most messages have no name but their id and are found by it directly; this is for the others.
create index ledger_by_message on sluice.ledger (message_id) where message_id <> origin_id;
