-- The events of many calls in one statement, as add_events_together (V22), of which each call has each id once. fresh tells of
-- which calls the session had no event: all of theirs are new, and within the limits, which no call passes by itself. Of the
-- others accepted has how many were, by session, where any were.
create function add_distinct_events(p_calls int[], p_sessions text[], p_events text[], p_objects text[], p_types text[],
                                    p_times bigint[], p_metas text[], p_most int, p_most_bytes bigint, p_wait boolean,
                                    out free boolean[], out fresh boolean[], out sessions text[], out accepted int[])
language plpgsql as $$
begin
    -- A statement of its own: what comes behind it sees what was committed before the locks were ours.
    select array_agg(case when nth > 1 then false
                          when p_wait then pg_advisory_xact_lock(hashtextextended(session_id, 0)) is not null
                          else pg_try_advisory_xact_lock(hashtextextended(session_id, 0)) end order by call)
    into free
    from (select call, session_id, row_number() over (partition by session_id order by call) as nth
          from (select distinct call, session_id from unnest(p_calls, p_sessions) as s(call, session_id)) called) numbered;

    select array_agg(not exists (select from session_event e where e.session_id = called.session_id) order by call)
    into fresh
    from (select distinct call, session_id from unnest(p_calls, p_sessions) as s(call, session_id)) called;

    -- Nobody else adds to them while the locks are ours, so that no conflict can be: to be ready for one would take longer.
    insert into session_event (session_id, event_id, object_id, event_type, created_at, meta)
    select session_id, event_id, object_id, event_type, created_at, meta::json
    from unnest(p_calls, p_sessions, p_events, p_objects, p_types, p_times, p_metas)
         as s(call, session_id, event_id, object_id, event_type, created_at, meta)
    where free[call] and fresh[call];

    sessions := '{}';
    accepted := '{}';
    if true = all (fresh) then
        return;
    end if;

    with added as (
        insert into session_event (session_id, event_id, object_id, event_type, created_at, meta)
        select session_id, event_id, object_id, event_type, created_at, meta::json
        from unnest(p_calls, p_sessions, p_events, p_objects, p_types, p_times, p_metas)
             as s(call, session_id, event_id, object_id, event_type, created_at, meta)
        where free[call] and not fresh[call]
        on conflict do nothing
        returning session_id)
    select coalesce(array_agg(session_id), '{}'), coalesce(array_agg(events), '{}') into sessions, accepted
    from (select session_id, count(*)::int as events from added group by session_id) counted;

    if exists (
        select from unnest(sessions) as added
        where (select count(*) > p_most
                   or sum(octet_length(concat(event_id, object_id, event_type, meta)) + 100) > p_most_bytes
               from session_event where session_id = added)) then
        raise exception 'a session would have too many events' using errcode = 'WN002';
    end if;
end $$;
