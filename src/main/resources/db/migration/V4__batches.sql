create table batch (
    batch_id        bigint      not null,
    status          text        not null,
    session_count   int         not null default 0,
    event_count     bigint      not null default 0,
    left_out        int         not null default 0,
    created_at      timestamptz not null,
    release_id      text,
    released_at     timestamptz,
    -- The outbox row that tells of the release.
    announcement_id uuid,
    constraint batch_pk primary key (batch_id),
    constraint batch_status check (status in ('collecting', 'released')),
    constraint batch_release_id unique (release_id),
    constraint batch_released_whole check
        ((status = 'released') = (release_id is not null and released_at is not null and announcement_id is not null))
);
create unique index batch_one_collecting on batch (status) where status = 'collecting';

-- The snapshots. version is the session's version that was copied (see docs/state-machine.md).
create table batch_session (
    batch_id       bigint not null,
    session_number int    not null,
    session_id     text   not null,
    improvement_id text   not null,
    version        int    not null,
    event_count    int    not null,
    bytes          int    not null,
    session        json   not null,
    events         json   not null,
    constraint batch_session_pk primary key (batch_id, session_number),
    -- In this order it also finds where a session went last.
    constraint batch_session_once unique (session_id, batch_id),
    constraint batch_session_improvement unique (improvement_id),
    constraint batch_session_batch foreign key (batch_id) references batch
);
