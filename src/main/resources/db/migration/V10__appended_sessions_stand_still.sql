-- Until the append is committed, the sessions that it copies do not change: it takes the locks that add_events takes (V2),
-- and now the irrelevance mark takes them too. Otherwise a session could change and be scheduled again while an append
-- that has not seen the change was under way: answered "scheduled", since the snapshot could not be seen yet, and then
-- dropped, since the batch had the session by then.
--
-- One function now, in place of those of V6 and V8, that does as they did. The locks come after the batch's, so that no
-- two appends ever hold some of them each.
drop function append_to_batch(uuid, int[], bigint[], bigint[], text[], int[]);

create or replace function append_to_batch(
    p_topic uuid, p_partitions int[], p_expected bigint[], p_next bigint[], p_times bigint[], p_sessions text[],
    p_versions int[], out appended_to bigint, out appended int, out gone int)
language plpgsql as $$
declare
    v_moved int;
    v_last int;
    v_events bigint;
begin
    update consumed_position c
    set next_offset = n.next_offset, last_offset = n.next_offset - 1, last_time = n.last_time
    from unnest(p_partitions, p_expected, p_next, p_times) as n(partition, expected, next_offset, last_time)
    where c.topic_id = p_topic and c.partition = n.partition and c.next_offset = n.expected;
    get diagnostics v_moved = row_count;
    if v_moved < cardinality(p_partitions) then
        raise exception 'a consumed position has moved' using errcode = 'WN001';
    end if;

    loop
        select batch_id, session_count into appended_to, v_last from batch where status = 'collecting' for update;
        exit when found;
        -- None yet, or it was released while we waited. Whoever else begins one at the same time, one of us wins.
        insert into batch (batch_id, status, created_at)
        select coalesce(max(batch_id), 0) + 1, 'collecting', clock_timestamp() from batch
        on conflict do nothing;
    end loop;

    -- No others: a log that is consumed once more holds nobody up who changes a session.
    perform pg_advisory_xact_lock(hashtextextended(w.session_id, 0))
    from unnest(p_sessions, p_versions) as w(session_id, version)
    where not exists (
        select from batch_session b where b.session_id = w.session_id
        and (b.batch_id = appended_to or b.version >= w.version));

    -- A request is satisfied by any snapshot of its version or a later one: then a repeat of it appends nothing.
    with wanted as (
        select session_id, max(version) as version, min(position) as position
        from unnest(p_sessions, p_versions) with ordinality as w(session_id, version, position)
        group by session_id
    ), current as (
        select s.session_id, w.position, w.version as wanted, e.event_count + s.is_irrelevant::int as version,
               e.event_count, document(s) as session, e.events
        from wanted w
        join session s on s.session_id = w.session_id
        cross join lateral (
            select count(*)::int as event_count,
                   coalesce(array_to_json(array_agg(document(e) order by e.created_at, e.arrival)), '[]') as events
            from session_event e where e.session_id = s.session_id) e
    ), added as (
        insert into batch_session (batch_id, session_number, session_id, improvement_id, version, event_count, bytes,
                                   session, events)
        select appended_to, v_last + row_number() over (order by c.position), c.session_id,
               c.session_id || ':' || c.version, c.version, c.event_count,
               octet_length(c.session::text) + octet_length(c.events::text), c.session, c.events
        from current c
        where not exists (
            select from batch_session b where b.session_id = c.session_id
            and (b.batch_id = appended_to or b.version >= least(c.wanted, c.version)))
        returning event_count
    )
    select count(*), coalesce(sum(event_count), 0),
           (select count(*) from wanted) - (select count(*) from current)
    into appended, v_events, gone from added;

    -- An empty batch can be neither seen nor released.
    if v_last + appended = 0 then
        delete from batch where batch_id = appended_to;
        appended_to := null;
    else
        update batch set session_count = session_count + appended, event_count = event_count + v_events,
                         left_out = left_out + gone
        where batch_id = appended_to;
    end if;
end $$;

-- It does not return the session: while a client takes its answer, the lock is still held.
create function mark_irrelevant(p_session text) returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(p_session, 0));
    update session set is_irrelevant = true where session_id = p_session;
end $$;
