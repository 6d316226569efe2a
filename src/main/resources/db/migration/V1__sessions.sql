-- Times in these two tables are UTC seconds, the contract's own unit. JSON is kept as json, not jsonb: what was sent
-- comes back as it was, and a number like 1e308 stays five bytes long (jsonb would write it out).
create table session (
    session_id        text    not null,
    search_query      text    not null,
    search_results    json    not null,
    -- The object ids of search_results, so that "an event on an object that was shown" needs no JSON.
    shown             text[]  not null,
    search_meta       json,
    payload_filter    json,
    sort_by           json,
    user_id           text,
    created_at        bigint  not null,
    is_payload_search boolean not null,
    is_irrelevant     boolean not null default false,
    constraint session_pk primary key (session_id)
);

-- No foreign key: events may come before their session.
create table session_event (
    session_id text   not null,
    event_id   text   not null,
    arrival    bigint not null generated always as identity,
    object_id  text   not null,
    event_type text   not null,
    created_at bigint not null,
    meta       json,
    constraint session_event_pk primary key (session_id, event_id)
);
