-- Since when a message waits to be sent: one that is wanted again waits since then, whatever time it tells of.
alter table outbox add column waiting_since timestamptz not null default now();
drop index outbox_unsent;
create index outbox_unsent on outbox (waiting_since) where sent_at is null;
