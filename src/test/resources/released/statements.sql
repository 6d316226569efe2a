-- What the released version asks of its database, taken from its code: each function that it calls, and what it writes and
-- reads itself. One run leaves rows in every table: a released batch whose announcement waits, and one that collects.
-- {run} makes the ids of one run differ from those of another. A blank line ends a statement.

insert into session (session_id, search_query, search_results, shown, search_meta, payload_filter, sort_by, user_id,
                     created_at, is_payload_search)
select session_id, search_query, search_results::json,
       array(select result ->> 'object_id' from json_array_elements(search_results::json) result),
       search_meta::json, payload_filter::json, sort_by::json, user_id, created_at, is_payload_search
from unnest(array['{run}-a'], array['query'], array['[{"object_id":"o1","rank":1,"meta":null}]'], array[null::text],
            array[null::text], array[null::text], array['someone'], array[1795000000::bigint], array[false])
     with ordinality as s(session_id, search_query, search_results, search_meta, payload_filter, sort_by, user_id,
                          created_at, is_payload_search, position)
order by session_id, position
on conflict (session_id) do nothing
returning session_id, document(session)::text as session

select free, accepted::text from add_events_of_calls(array[1], array['{run}-a'], array['e1'], array['o1'], array['click'],
    array[1795000001::bigint], array[null::text], 10000, 16777216::bigint, false)

select free, registered, fresh, accepted::text from keep_logged_sessions(
    array['{run}-b'], array['query'], array['[{"object_id":"o1","rank":1,"meta":null}]'], array['{o1}'],
    array[null::text], array[null::text], array[null::text], array[null::text], array[1795000002::bigint], array[false],
    array[1], array[1], array['{run}-b'], array['e1'], array['o1'], array['click'], array[1795000003::bigint],
    array[null::text], 10000, 16777216::bigint, false)

select mark_irrelevant('{run}-b')

select s.session_id, s.is_payload_search, s.is_irrelevant,
       (select count(*) from session_event e where e.session_id = s.session_id)::int + s.is_irrelevant::int as version,
       held.batch_id, held.version as held_version, held.status = 'collecting' as is_collecting
from session s
left join lateral (select b.batch_id, bs.version, b.status from batch_session bs join batch b on b.batch_id = bs.batch_id
                   where bs.session_id = s.session_id order by bs.version desc limit 1) held on true
where s.session_id = any (array['{run}-a', '{run}-b'])

insert into consumed_position (topic_id, partition, next_offset)
select '{topic}', partition, 0 from unnest(array[{partition}]) partition on conflict do nothing

select appended_to, appended, gone from append_to_batch('{topic}', array[{partition}], array[0::bigint], array[1::bigint],
    array[1795000004000::bigint], array['{run}-a'], array[1])

insert into release_target (release_id, topic_id, partition, next_offset)
select 'release {run}', '{topic}', partition, next_offset
from unnest(array[{partition}], array[1::bigint]) as ends(partition, next_offset) on conflict do nothing

select bool_and(t.next_offset <= coalesce(p.next_offset, 0)) from release_target t
left join consumed_position p on p.topic_id = t.topic_id and p.partition = t.partition where t.release_id = 'release {run}'

select batch_id, announcement_id, created_at, digest, event_count, left_out, note, release_id, released_at, session_count,
       status from batch where status = 'collecting' for update

insert into outbox (created_at, key, payload, subject, topic, type, id)
select now(), batch_id::text, '{"release_id":"release {run}"}', batch_id::text, '{prefix}batch-released',
       'io.winnow.batch.released.v1', md5('{run}')::uuid from batch where status = 'collecting'

update batch set announcement_id = md5('{run}')::uuid, note = 'by hand', release_id = 'release {run}', released_at = now(),
       status = 'released' where status = 'collecting'

select appended_to, appended, gone from append_to_batch('{topic}', array[{partition}], array[1::bigint], array[2::bigint],
    array[1795000005000::bigint], array['{run}-b'], array[2])

select partition, next_offset, case when last_offset = next_offset - 1 then last_time end as last_time, contradiction
from consumed_position where topic_id = '{topic}'

select b.status, p.session_number, p.event_count, json_send(p.session), json_send(p.events)
from batch b left join batch_session p on p.batch_id = b.batch_id order by b.batch_id, p.session_number

select batch_id from batch where digest <> batch_digest(batch_id)
