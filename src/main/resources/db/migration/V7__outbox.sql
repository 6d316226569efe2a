-- Messages stored in the transaction of what they tell of, relayed to Kafka afterwards, kept as a record of it.
create table outbox (
    id            uuid        not null,
    topic         text        not null,
    key           text        not null,
    type          text        not null,
    subject       text        not null,
    payload       text        not null,
    created_at    timestamptz not null,
    claimed_until timestamptz,
    sent_at       timestamptz,
    constraint outbox_pk primary key (id)
);
create index outbox_unsent on outbox (created_at) where sent_at is null;
