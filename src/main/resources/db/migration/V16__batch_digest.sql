-- What exactly a batch holds, in 32 octets: a chain that is folded as it grows, so that it costs a release nothing.
--
--     d(0) = 32 zero octets,   d(n) = SHA-256(d(n-1) || SHA-256(line n))
--
-- Line n is the session as an export in the format "sessions" has it, and a page whose events_limit leaves none out.
create function snapshot_line(session json, events json, event_count int, session_number int) returns bytea
language sql stable as $$
    -- As octets: to cut off the last brace of a text, PostgreSQL would look at each of its characters. json_send gives them
    -- without a detour over text, in the client's encoding, which has to be UTF-8 as it is with all drivers of Java.
    select substr(json_send(session), 1, octet_length(json_send(session)) - 1)
        || convert_to(',"events":', 'UTF8') || json_send(events)
        || convert_to(concat(',"event_count":', event_count, ',"session_number":', session_number, '}'), 'UTF8')
$$;

-- The digest of a batch by what it holds, which is what batch.digest says or somebody has been at the data.
create function batch_digest(p_batch bigint) returns bytea language plpgsql stable as $$
declare
    v_chain bytea := decode(repeat('00', 32), 'hex');
    v_digest bytea;
begin
    for v_digest in
        select sha256(snapshot_line(session, events, event_count, session_number))
        from batch_session where batch_id = p_batch order by session_number
    loop
        v_chain := sha256(v_chain || v_digest);
    end loop;
    return v_chain;
end $$;

alter table batch add column digest bytea not null default decode(repeat('00', 32), 'hex');

-- Of the batches that are there: some seconds for each million of snapshots, once.
update batch set digest = batch_digest(batch_id);

-- The append of V13, which now folds what it adds.
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

    -- Those that are still there, and of which there is more than a batch holds: events may have been deleted since.
    select array_agg(w.session_id order by w.position) filter (
               where w.held is null or w.held < s.is_irrelevant::int
                   + (select count(*) from session_event e where e.session_id = w.session_id)),
           coalesce(cardinality(v_sessions), 0) - count(*)
    into v_sessions, gone
    from unnest(v_sessions, v_held) with ordinality as w(session_id, held, position)
    join session s on s.session_id = w.session_id;

    with added as (
        insert into batch_session (batch_id, session_number, session_id, improvement_id, version, event_count, bytes,
                                   session, events)
        select appended_to, v_last + w.number, c.session_id, c.session_id || ':' || c.version, c.version,
               c.event_count, octet_length(c.session::text) + octet_length(c.events::text), c.session, c.events
        from unnest(v_sessions) with ordinality as w(session_id, number)
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
        returning session_number, event_count, sha256(snapshot_line(session, events, event_count, session_number)) as digest
    )
    select count(*), coalesce(sum(event_count), 0), coalesce(array_agg(digest order by session_number), '{}')
    into appended, v_events, v_digests from added;
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

-- An instance of the version before may have been in the midst of its append while this migration ran: then it goes on with
-- the function as it was, and would count what it has not folded. It is told to try again, and does so with this one.
create function require_folded() returns trigger language plpgsql as $$
begin
    raise exception 'an append has not been folded into the digest of batch %', new.batch_id using errcode = '40001';
end $$;
create trigger batch_is_folded before update of session_count on batch
for each row when (new.session_count > old.session_count and new.digest = old.digest)
execute function require_folded();
