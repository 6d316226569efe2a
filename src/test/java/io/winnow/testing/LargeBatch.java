package io.winnow.testing;

/**
 * A released batch that is larger than all that a network holds on the way, made in the database since calls would take long.
 * Gone again when it is closed: other tests may share the database.
 */
public record LargeBatch(String id, String jdbcUrl) implements AutoCloseable {

    /** Stores one of so many sessions with so many random hexadecimal digits each. */
    public static LargeBatch of(int sessions, int digits) {
        return at(Servers.jdbcUrl(), sessions, digits);
    }

    /** The same in a database of its own. */
    public static LargeBatch in(OwnDatabase database, int sessions, int digits) {
        return at(database.jdbcUrl(), sessions, digits);
    }

    private static LargeBatch at(String jdbcUrl, int sessions, int digits) {
        var id = Database.queryAt(jdbcUrl, """
                insert into batch (batch_id, status, session_count, event_count, created_at, release_id, released_at,
                                   announcement_id)
                select coalesce(max(batch_id), 0) + 1000, 'released', ?, 0, now(), gen_random_uuid()::text, now(),
                       gen_random_uuid()
                from batch returning batch_id::text""", sessions).get(0);
        Database.executeAt(jdbcUrl, """
                insert into batch_session (batch_id, session_number, session_id, improvement_id, version, event_count,
                                           bytes, session, events)
                select ?::bigint, n, id, id || ':0', 0, 0, octet_length(document::text) + 2, document, '[]'
                from generate_series(1, ?) n cross join lateral (select gen_random_uuid() || '-' || n as id) i
                cross join lateral (
                    select json_build_object(
                               'session_id', id, 'search_query', string_agg(md5(id || k), ''),
                               'search_results', array[]::json[], 'search_meta', null, 'payload_filter', null,
                               'sort_by', null, 'user_id', null, 'created_at', 1700000000,
                               'is_payload_search', false, 'is_irrelevant', false) as document
                    from generate_series(1, ? / 32) k) d""", id, sessions, digits);
        Database.executeAt(jdbcUrl, "update batch set digest = batch_digest(batch_id) where batch_id = ?::bigint", id);
        return new LargeBatch(id, jdbcUrl);
    }

    @Override
    public void close() {
        Database.executeAt(jdbcUrl, "delete from batch_session where batch_id = ?::bigint", id);
        Database.executeAt(jdbcUrl, "delete from batch where batch_id = ?::bigint", id);
    }
}
