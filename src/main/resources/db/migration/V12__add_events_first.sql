-- As before (V2), in fewer steps: what is new goes in, and is then looked at together with what was there. Raises WN002
-- when the session would have more than p_most events or p_most_bytes of them; then nothing is added.
create or replace function add_events(p_session text, p_most int, p_most_bytes bigint, p_events text[],
                                      p_objects text[], p_types text[], p_times bigint[], p_metas text[],
                                      out accepted int)
language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(p_session, 0));
    -- In the order that they came: the first of an id wins, within the call too.
    insert into session_event (session_id, event_id, object_id, event_type, created_at, meta)
    select p_session, event_id, object_id, event_type, created_at, meta::json
    from unnest(p_events, p_objects, p_types, p_times, p_metas) as s(event_id, object_id, event_type, created_at, meta)
    on conflict do nothing;
    get diagnostics accepted = row_count;
    if accepted > 0 and exists (
        select from session_event where session_id = p_session
        having count(*) > p_most
            or sum(octet_length(concat(event_id, object_id, event_type, meta)) + 100) > p_most_bytes) then
        raise exception 'the session would have too many events' using errcode = 'WN002';
    end if;
end $$;
