-- keep_logged_sessions of V18, but for how it looks which sessions have events: of "not exists" in what is selected PostgreSQL
-- could make a look through the whole table, where that was empty or nearly so when the plan was made.
create or replace function keep_logged_sessions(
    p_sessions text[], p_queries text[], p_results text[], p_shown text[], p_metas text[], p_filters text[],
    p_sorts text[], p_users text[], p_times bigint[], p_payload_searches boolean[], p_event_counts int[],
    p_lines int[], p_event_sessions text[], p_events text[], p_objects text[], p_types text[],
    p_event_times bigint[], p_event_metas text[],
    p_most int, p_most_bytes bigint, p_wait boolean,
    out free boolean[], out registered text[], out fresh boolean[], out accepted json)
language plpgsql as $$
begin
    -- A statement of its own: what comes behind it sees what was committed before the locks were ours.
    select array_agg(case when nth > 1 then false
                          when events = 0 then true
                          when p_wait then pg_advisory_xact_lock(hashtextextended(session_id, 0)) is not null
                          else pg_try_advisory_xact_lock(hashtextextended(session_id, 0)) end order by line)
    into free
    from (select line, session_id, events, row_number() over (partition by session_id order by line) as nth
          from unnest(p_sessions, p_event_counts) with ordinality as s(session_id, events, line)) numbered;

    -- In the order of their ids, so that no two statements wait for each other.
    with added as (
        insert into session (session_id, search_query, search_results, shown, search_meta, payload_filter, sort_by,
                             user_id, created_at, is_payload_search)
        select session_id, search_query, search_results::json, shown::text[], search_meta::json, payload_filter::json,
               sort_by::json, user_id, created_at, is_payload_search
        from unnest(p_sessions, p_queries, p_results, p_shown, p_metas, p_filters, p_sorts, p_users, p_times,
                    p_payload_searches)
             with ordinality as s(session_id, search_query, search_results, shown, search_meta, payload_filter,
                                  sort_by, user_id, created_at, is_payload_search, line)
        where free[line]
        order by session_id
        on conflict (session_id) do nothing
        returning session_id)
    select coalesce(array_agg(session_id), '{}') into registered from added;

    -- One by one, however many there are, as in V23.
    select array_agg((select true from session_event e where e.session_id = s.session_id limit 1) is null order by line)
    into fresh
    from unnest(p_sessions) with ordinality as s(session_id, line);

    -- Nobody else adds to them while the locks are ours, so that no conflict can be: to be ready for one would take twice as
    -- long, and most of the time of all.
    insert into session_event (session_id, event_id, object_id, event_type, created_at, meta)
    select session_id, event_id, object_id, event_type, created_at, meta::json
    from unnest(p_lines, p_event_sessions, p_events, p_objects, p_types, p_event_times, p_event_metas)
         as s(line, session_id, event_id, object_id, event_type, created_at, meta)
    where free[line] and fresh[line];

    accepted := '{}';
    if true = all (fresh) then
        return;
    end if;

    with added as (
        insert into session_event (session_id, event_id, object_id, event_type, created_at, meta)
        select session_id, event_id, object_id, event_type, created_at, meta::json
        from unnest(p_lines, p_event_sessions, p_events, p_objects, p_types, p_event_times, p_event_metas)
             as s(line, session_id, event_id, object_id, event_type, created_at, meta)
        where free[line] and not fresh[line]
        on conflict do nothing
        returning session_id)
    select coalesce(json_object_agg(session_id, events), '{}') into accepted
    from (select session_id, count(*) as events from added group by session_id) counted;

    if exists (
        select from json_object_keys(accepted) as added
        where (select count(*) > p_most
                   or sum(octet_length(concat(event_id, object_id, event_type, meta)) + 100) > p_most_bytes
               from session_event where session_id = added)) then
        raise exception 'a session would have too many events' using errcode = 'WN002';
    end if;
end $$;
