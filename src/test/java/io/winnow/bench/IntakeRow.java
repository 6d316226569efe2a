package io.winnow.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import io.vertx.core.buffer.Buffer;
import io.winnow.bench.Load.Result;
import io.winnow.bench.Load.Work;

/** Intake, against the same rows written by the bare client over as many connections. */
record IntakeRow(Bed bed, BenchSettings settings, String label) implements Row {
    /** PostgreSQL takes 100 by default, and the service has its own. */
    private static final int MOST_CONNECTIONS = 64;

    private static final String REGISTER = """
            insert into session (session_id, search_query, search_results, shown, created_at, is_payload_search)
            values ($1, $2, $3::text::json, $4, $5, false) on conflict do nothing
            """;
    private static final String ADD = """
            insert into session_event (session_id, event_id, object_id, event_type, created_at)
            select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::bigint[]) on conflict do nothing
            """;

    @Override
    public List<Figure> measure() throws Exception {
        var register = LoadFigures.of(label, "register a session", "≥ 0.7", "", "");
        var add = LoadFigures.of(label, "add %d events".formatted(settings.events()), "≥ 0.7", "", "");
        var warmUp = LoadFigures.of(label, "warm-up", "", "", "");
        var content = IntakeContent.make(settings);
        // So that no id is one of an earlier run of this row.
        var mark = Long.toString(System.nanoTime());
        var pool = FloorMain.pool(bed.vertx, bed.database.address(),
                Math.min(settings.connections(), MOST_CONNECTIONS));
        var sessions = new Turns<>(new AtomicLong(), new AtomicLong());
        var events = new Turns<>(new AtomicLong(), new AtomicLong());
        try (var load = new Load(bed.vertx, settings.connections()); var connection = bed.connect()) {
            var data = new Data(connection, settings);
            for (var round = 0; round <= settings.rounds(); round++) {
                // The first round warms up.
                var time = round == 0 ? settings.warmUp() : settings.time();
                var byHand = "f%s-%d".formatted(mark, round);
                var service = "w%s-%d".formatted(mark, round);
                var registered = Turns.of(round,
                        () -> byHand(data, load, time, number -> pool.preparedQuery(REGISTER)
                                .execute(content.sessionRow(Sessions.id(byHand, number), number))),
                        () -> service(data, load, time, "/session",
                                number -> content.session(Sessions.id(service, number), number)));
                var added = Turns.of(round,
                        () -> byHand(data, load, time,
                                number -> pool.preparedQuery(ADD)
                                        .execute(content.eventRows(Sessions.id(byHand, number)))),
                        () -> service(data, load, time, "/session/events",
                                number -> content.events(Sessions.id(service, number))));
                (round == 0 ? warmUp : register).add(registered);
                (round == 0 ? warmUp : add).add(added);
                count(sessions, registered, 1);
                count(events, added, settings.events());
            }
            delete(data, "session", "f" + mark, sessions.floor());
            delete(data, "session", "w" + mark, sessions.service());
            delete(data, "session_event", "f" + mark, events.floor());
            delete(data, "session_event", "w" + mark, events.service());
            data.execute("vacuum session, session_event");
        } finally {
            Load.await(pool.close());
        }
        return Stream.of(register, add).flatMap(figures -> figures.all().stream()).toList();
    }

    private static void count(Turns<AtomicLong> rows, Turns<Result> answered, int each) {
        rows.floor().addAndGet(answered.floor().begun() * each);
        rows.service().addAndGet(answered.service().begun() * each);
    }

    /** Fails where there are not as many rows as a side was answered for. */
    private static void delete(Data data, String table, String kind, AtomicLong answered) throws SQLException {
        try (var statement = data.connection().createStatement()) {
            var rows = statement.executeLargeUpdate(
                    "delete from %s where session_id like '%%-%s-%%'".formatted(table, kind));
            if (rows != answered.get()) {
                throw new IllegalStateException("%d rows of %s in %s, not %s".formatted(rows, kind, table, answered));
            }
        }
    }

    private static Result byHand(Data data, Load load, Duration time, Work work) throws SQLException {
        data.checkpoint();
        return load.run(time, Cpu.ofThisProcess(), work);
    }

    private Result service(Data data, Load load, Duration time, String path, IntFunction<String> body)
            throws SQLException {
        data.checkpoint();
        return load.run(time, bed.winnowCpu().and(Cpu.ofThisProcess()),
                number -> load.call(bed.winnow(path), Buffer.buffer(body.apply(number))));
    }
}
