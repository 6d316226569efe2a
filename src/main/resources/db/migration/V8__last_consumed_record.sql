-- Which record stands before a position: a log that lost its end and grew again has another one there, although start and
-- end look right. Void where last_offset is not the one before next_offset, as after a position was set by hand.
alter table consumed_position add column last_offset bigint;
-- When that record was written, in milliseconds: an instance that finds another time there has found a loss.
alter table consumed_position add column last_time bigint;
-- What it found, for all instances: the partition is not consumed any further until an operator has put a new row here.
alter table consumed_position add column contradiction text;

-- As before, and notes the last record of each partition in the same transaction.
create function append_to_batch(
    p_topic uuid, p_partitions int[], p_expected bigint[], p_next bigint[], p_times bigint[], p_sessions text[],
    p_versions int[], out appended_to bigint, out appended int, out gone int)
language plpgsql as $$
begin
    select a.appended_to, a.appended, a.gone into appended_to, appended, gone
    from append_to_batch(p_topic, p_partitions, p_expected, p_next, p_sessions, p_versions) a;
    update consumed_position c set last_offset = n.next_offset - 1, last_time = n.last_time
    from unnest(p_partitions, p_next, p_times) as n(partition, next_offset, last_time)
    where c.topic_id = p_topic and c.partition = n.partition;
end $$;
