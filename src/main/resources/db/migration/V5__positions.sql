-- How far the improvement topic has been consumed: the next offset, stored in the transaction that stores the snapshots.
-- A topic that is deleted and made anew has another id, and so starts anew.
create table consumed_position (
    topic_id    uuid   not null,
    partition   int    not null,
    next_offset bigint not null,
    constraint consumed_position_pk primary key (topic_id, partition)
);

-- What a release waits for: the ends of the log when the first call with this release_id came.
create table release_target (
    release_id  text   not null,
    topic_id    uuid   not null,
    partition   int    not null,
    next_offset bigint not null,
    constraint release_target_pk primary key (release_id, partition)
);
