-- Where traces are on, they go on behind what is stored: as W3C trace contexts, of which there are none where they are off.

-- The trace of the call that wrote a message, which the message passes on.
alter table outbox add column traceparent text;

-- The traces of the appends whose snapshots nobody has seen yet. The page that first shows one takes it away.
create table unseen_trace (
    session_id text not null,
    version int not null,
    traceparent text not null,
    since timestamptz not null default now(),
    primary key (session_id, version)
);
-- Of what is never read nothing stays for long.
create index unseen_trace_by_age on unseen_trace (since);
