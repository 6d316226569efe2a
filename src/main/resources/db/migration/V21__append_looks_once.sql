-- The append of V16, which looks at each session once: for whether it is still there, and for what to copy. And a document is
-- measured by the octets in which it is sent, not by a text that is made for that.
create or replace function append_to_batch(
    p_topic uuid, p_partitions int[], p_expected bigint[], p_next bigint[], p_times bigint[], p_sessions text[],
    p_versions int[], out appended_to bigint, out appended int, out gone int)
language plpgsql as $$
declare
    v_moved int;
    v_last int;
    v_events bigint;
    v_sessions text[];
    v_held int[];
    v_chain bytea;
    v_digest bytea;
    v_digests bytea[];
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
        select batch_id, session_count, digest into appended_to, v_last, v_chain
        from batch where status = 'collecting' for update;
        exit when found;
        -- None yet, or it was released while we waited. Whoever else begins one at the same time, one of us wins.
        insert into batch (batch_id, status, created_at)
        select coalesce(max(batch_id), 0) + 1, 'collecting', clock_timestamp() from batch
        on conflict do nothing;
    end loop;

    -- A request is satisfied by any snapshot of its version or a later one: then a repeat of it appends nothing, and
    -- locks nothing, so that a log that is consumed once more holds nobody up who changes a session. The largest version
    -- and not the latest batch's, for which a plan could walk through all batches.
    select array_agg(w.session_id order by w.position), array_agg(w.held order by w.position)
    into v_sessions, v_held
    from (
        select w.session_id, w.position, b.held, pg_advisory_xact_lock(hashtextextended(w.session_id, 0))
        from (
            select session_id, max(version) as version, min(position) as position
            from unnest(p_sessions, p_versions) with ordinality as w(session_id, version, position)
            group by session_id) w
        cross join lateral (
            select max(version) as held, bool_or(batch_id = appended_to) as is_here
            from batch_session where session_id = w.session_id) b
        where b.held is null or not b.is_here and b.held < w.version) w;

    -- Of those that are still there, and of which there is more than a batch holds: events may have been deleted since. They
    -- come in the order of their positions, so that nothing is sorted to number them.
    with added as (
        insert into batch_session (batch_id, session_number, session_id, improvement_id, version, event_count, bytes,
                                   session, events)
        select appended_to, v_last + row_number() over (order by w.position), c.session_id,
               c.session_id || ':' || c.version, c.version, c.event_count,
               octet_length(json_send(c.session)) + octet_length(json_send(c.events)), c.session, c.events
        from unnest(v_sessions, v_held) with ordinality as w(session_id, held, position)
        cross join lateral (
            select s.session_id, e.event_count + s.is_irrelevant::int as version, e.event_count,
                   document(s) as session, e.events
            from session s
            cross join lateral (
                select count(*)::int as event_count,
                       coalesce(array_to_json(array_agg(document(e) order by e.created_at, e.arrival)), '[]') as events
                from session_event e where e.session_id = s.session_id) e
            where s.session_id = w.session_id
            -- Kept apart, or the planner makes each document as often as it is mentioned above.
            offset 0) c
        where w.held is null or w.held < c.version
        returning session_number, event_count, sha256(snapshot_line(session, events, event_count, session_number)) as digest
    )
    select count(*), coalesce(sum(event_count), 0), coalesce(array_agg(digest order by session_number), '{}'),
           -- Asked as the copy asked, and only where it left some out. By their ids, one by one, however many there are.
           case when count(*) < cardinality(v_sessions) then (
               select count(*) from unnest(v_sessions) as w(session_id)
               where (select true from session s where s.session_id = w.session_id) is null) else 0 end
    into appended, v_events, v_digests, gone from added;

    foreach v_digest in array v_digests loop
        v_chain := sha256(v_chain || v_digest);
    end loop;

    -- An empty batch can be neither seen nor released.
    if v_last + appended = 0 then
        delete from batch where batch_id = appended_to;
        appended_to := null;
    else
        update batch set session_count = session_count + appended, event_count = event_count + v_events,
                         left_out = left_out + gone, digest = v_chain
        where batch_id = appended_to;
    end if;
end $$;
