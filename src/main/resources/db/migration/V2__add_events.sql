-- Adds the events of one call to a session and tells how many were new: the first of an id wins, within the call too.
-- If the session would pass p_most events or p_most_bytes, nothing is added and accepted is null. The lock on the
-- session's id is a statement of its own, so that the statement below it sees what the call before it committed.
create function add_events(p_session text, p_most int, p_most_bytes bigint, p_events text[],
                           p_objects text[], p_types text[], p_times bigint[], p_metas text[], out accepted int)
language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(p_session, 0));
    with sent as (
        select distinct on (event_id) *
        from unnest(p_events, p_objects, p_types, p_times, p_metas)
             with ordinality as s(event_id, object_id, event_type, created_at, meta, position)
        order by event_id, position
    ), fresh as (
        select * from sent s
        where not exists (select from session_event e where e.session_id = p_session and e.event_id = s.event_id)
    ), sizes as (
        select octet_length(concat(event_id, object_id, event_type, meta)) + 100 as bytes
        from session_event where session_id = p_session
        union all
        select octet_length(concat(event_id, object_id, event_type, meta)) + 100 from fresh
    ), room as (
        select count(*) <= p_most and sum(bytes) <= p_most_bytes as enough from sizes
    ), added as (
        insert into session_event (session_id, event_id, object_id, event_type, created_at, meta)
        select p_session, event_id, object_id, event_type, created_at, meta::json
        from fresh where (select enough from room) order by position
        returning 1
    )
    select case when (select enough from room) then (select count(*) from added) end into accepted;
end $$;
