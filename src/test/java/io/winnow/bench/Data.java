package io.winnow.bench;

import java.sql.Connection;
import java.sql.SQLException;

import io.vertx.core.buffer.Buffer;

/**
 * Makes sessions as real logs have them, the same in each run: by default ten results, each with about 100 bytes of meta; as
 * many events as sessions of the OTTO data set have (median 6, 90 % up to 39, 500 at most:
 * https://github.com/otto-de/recsys-dataset).
 */
record Data(Connection connection, BenchSettings settings) {
    /** When the batches began that are made here, by which they are told from the service's. */
    private static final String MADE = "to_timestamp(0)";
    /** A log-normal distribution of this median that has OTTO's 90th percentile where it is OTTO's, 6. */
    private static final String EVENTS = "least(500, greatest(1, round(%d * exp(1.46 * sqrt(-2 * ln(1 - random()))"
            + " * cos(2 * pi() * random())))))::int";

    /** The body of a call about one session. */
    static Buffer call(String sessionId) {
        return Buffer.buffer("{\"session_id\":\"" + sessionId + "\"}");
    }

    /** Stores the sessions of a kind from one number to another with their events. */
    void sessions(String kind, int from, int to) throws SQLException {
        execute("select setseed(0.4)");
        execute("""
                insert into session (session_id, search_query, search_results, shown, user_id, created_at,
                                     is_payload_search)
                select %5$s, 'query ' || md5(i::text), r.results::json, r.shown, 'user-' || i %% 1000,
                       1700000000 + i, false
                from generate_series(%1$d, %2$d) i cross join lateral (
                    select '[' || string_agg(format('{"object_id":"o%%s","rank":%%s,"meta":{"title":"%%s","price":%%s}}', i * 10 + k, k,
                                                   (select left(string_agg(md5(concat_ws('-', i, k, part)), ' '), %4$d)
                                                    from generate_series(0, %4$d / 33) part), k * 7.5), ',')
                               || ']' as results,
                           array_agg('o' || i * 10 + k) as shown
                    from generate_series(1, %3$d) k) r
                """.formatted(from, to, settings.results(), settings.titleLength(), Sessions.idOf(kind, "i")));
        execute("""
                insert into session_event (session_id, event_id, object_id, event_type, created_at)
                select s.session_id, 'e' || k, 'o' || s.i * 10 + 1 + k %% %3$d, (array['click', 'cart', 'order'])[1 + k %% 3],
                       1700000000 + s.i + k
                from (select i, %5$s as session_id, %4$s as events from generate_series(%1$d, %2$d) i) s
                cross join lateral generate_series(1, s.events) k
                """.formatted(from, to, settings.results(), EVENTS.formatted(settings.events()),
                Sessions.idOf(kind, "i")));
        // Else PostgreSQL does it by itself, within the rounds.
        execute("vacuum analyze session, session_event");
    }

    /** Stores a released batch that says it has so many snapshots. */
    void emptyBatch(long id, int size) throws SQLException {
        execute("""
                insert into batch (batch_id, status, session_count, event_count, created_at, release_id, released_at,
                                   announcement_id)
                values (%1$d, 'released', %2$d, 0, %3$s, 'made-%1$d', now(), gen_random_uuid())
                """.formatted(id, size, MADE));
    }

    /** Stores a released batch of so many snapshots, copies of those of stored sessions under ids of their own. */
    void batch(long id, Sessions copied, int size) throws SQLException {
        emptyBatch(id, size);
        execute("""
                create temporary table template as
                select row_number() over (order by s.created_at) as i, document(s) as session, e.event_count, e.events
                from session s cross join lateral (
                    select count(*)::int as event_count, array_to_json(array_agg(document(e) order by e.arrival)) as events
                    from session_event e where e.session_id = s.session_id) e
                where s.session_id = any (%s)
                """.formatted(copied.ids()));
        execute("create unique index on template (i)");
        execute("""
                insert into batch_session (batch_id, session_number, session_id, improvement_id, version, event_count,
                                           bytes, session, events)
                select %1$d, n, id, id || ':' || t.event_count, t.event_count, t.event_count,
                       octet_length(t.session::text) + octet_length(t.events::text), t.session, t.events
                from generate_series(1, %2$d) n cross join lateral (select %4$s as id offset 0) held
                join template t on t.i = 1 + (n - 1) %% %3$d
                order by n
                """.formatted(id, size, copied.count(), Sessions.idOf("held-" + id, "n")));
        execute("drop table template");
        execute("update batch set digest = batch_digest(batch_id) where batch_id = " + id);
        execute("vacuum analyze batch_session");
        checkpoint();
    }

    /** Has no batch but those made here hold a session any more, so that all can be scheduled and materialized again. */
    void forget() throws SQLException {
        execute("delete from batch_session where batch_id in (select batch_id from batch where created_at > %s)"
                .formatted(MADE));
    }

    /** So that PostgreSQL writes whole pages to its log for the first change to each again, for every side alike. */
    void checkpoint() throws SQLException {
        execute("checkpoint");
    }

    void execute(String sql) throws SQLException {
        execute(connection, sql);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
