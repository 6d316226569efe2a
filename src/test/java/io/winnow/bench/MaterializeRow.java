package io.winnow.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;

import io.winnow.improvement.ImprovementEvent;

/**
 * Materializing, against the same join and copy by hand. The backlog is written while the service is stopped by a signal; its
 * consumer's session lasts longer in the {@link Bed}.
 */
record MaterializeRow(Bed bed, BenchSettings settings, String label, Sessions sessions) implements Row {
    private static final int A_TRANSACTION = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The batch of the floor. The service begins its own above it. */
    private static final long BY_HAND = 1_000_000;

    private static final String COPY = """
            insert into batch_session (batch_id, session_number, session_id, improvement_id, version, event_count, bytes,
                                       session, events)
            select %d, ? + row_number() over (order by w.position), s.session_id, s.session_id || ':' || e.event_count,
                   e.event_count, e.event_count,
                   octet_length(json_send(d.session)) + octet_length(json_send(e.events)), d.session, e.events
            from unnest(?) with ordinality as w(session_id, position)
            join session s on s.session_id = w.session_id
            cross join lateral (select document(s) as session offset 0) d
            cross join lateral (
                select count(*)::int as event_count,
                       array_to_json(array_agg(document(e) order by e.created_at, e.arrival)) as events
                from session_event e where e.session_id = s.session_id) e
            """.formatted(BY_HAND);

    @Override
    public List<Figure> measure() throws Exception {
        var copied = Figure.of(label, "materialize a backlog", "/s", "≥ 0.7");
        var inserted = Figure.of(label, "the same against an insert of finished rows", "/s", "");
        try (var connection = bed.connect()) {
            var data = new Data(connection, settings);
            data.emptyBatch(BY_HAND, 0);
            data.execute("create table finished (like batch_session including storage including compression)");
            try {
                measure(data, copied, inserted);
            } finally {
                // Also where it failed: the next rows make batches above this one.
                data.execute("drop table finished");
                forget(data);
                data.execute("delete from batch where batch_id = " + BY_HAND);
            }
        }
        return List.of(copied, inserted);
    }

    private void measure(Data data, Figure copied, Figure inserted) throws Exception {
        bed.awaitConsumed(data.connection());
        // Once, beforehand: it reads what is then copied, and would have it in the cache for one side alone.
        var requests = bed.requests(data, sessions);
        Turns.warmUp(settings.warmUp(), () -> floor(data, this::copyByHand), () -> service(data, requests));
        data.execute("insert into finished select " + BY_HAND
                + ", session_number, session_id, improvement_id, version,"
                + " event_count, bytes, session, events from batch_session where session_id = any ("
                + sessions.ids() + ")");
        for (var round = 0; round < settings.rounds(); round++) {
            var both = Turns.of(round, () -> floor(data, this::copyByHand), () -> service(data, requests));
            copied.add(both);
            inserted.add(floor(data, same -> data.execute("insert into batch_session select * from finished")),
                    both.service());
        }
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private double floor(Data data, Work work) throws SQLException {
        forget(data);
        data.checkpoint();
        // The foreign key is the service's own: a table by hand would have its indexes alone.
        data.execute("set session_replication_role = replica");
        try {
            var began = System.nanoTime();
            work.on(data.connection());
            return settings.backlog() / seconds(began);
        } finally {
            data.execute("reset session_replication_role");
        }
    }

    private void copyByHand(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var copy = connection.prepareStatement(COPY)) {
            for (var from = 0; from < settings.backlog(); from += A_TRANSACTION) {
                copy.setInt(1, from);
                copy.setArray(2, connection.createArrayOf("text",
                        IntStream.range(from, Math.min(from + A_TRANSACTION, settings.backlog()))
                                .mapToObj(sessions::id).toArray()));
                copy.execute();
                connection.commit();
            }
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private double service(Data data, List<ImprovementEvent> requests) throws Exception {
        forget(data);
        data.checkpoint();
        var before = appended(data);
        bed.requestWhileStopped(requests);
        var began = System.nanoTime();
        bed.winnow.resume();
        Awaitility.await("the backlog").atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10))
                .until(() -> appended(data) - before == settings.backlog());
        readLast(data);
        return settings.backlog() / seconds(began);
    }

    /** Fails where a page does not have the last snapshot. */
    private void readLast(Data data) throws SQLException {
        var batch = data.number("select max(batch_id) from batch");
        var last = data.number("select session_count from batch where batch_id = " + batch);
        try (var load = new Load(bed.vertx, 1)) {
            var page = bed.get(load, "/batch/sessions?batch_id=%d&after_number=%d".formatted(batch, last - 1));
            if (page.getJsonArray("sessions").size() != 1) {
                throw new IllegalStateException("No page has number %d of batch %d".formatted(last, batch));
            }
        }
    }

    /** By the batches' own counts, which cost next to nothing to ask for. */
    private static long appended(Data data) throws SQLException {
        return data.number("select coalesce(sum(session_count), 0) from batch");
    }

    /** So that the same sessions can be materialized once more. */
    private static void forget(Data data) throws SQLException {
        data.forget();
        data.execute("delete from batch_session where batch_id = " + BY_HAND);
        data.execute(
                "delete from batch b where batch_id <> " + BY_HAND
                        + " and not exists (select from batch_session s where s.batch_id = b.batch_id)");
        data.execute("vacuum batch_session, batch");
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
