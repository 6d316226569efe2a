package io.winnow.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
            select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::bigint[])
            """;
    /** Only where a session has events can one come again. */
    private static final String ADD_MORE = ADD + "on conflict do nothing";

    @Override
    public List<Figure> measure() throws Exception {
        var register = LoadFigures.of(label, "register a session", "≥ 0.7", "", "");
        var add = LoadFigures.of(label, "add %d events".formatted(settings.events()), "≥ 0.7", "", "");
        var addMore = LoadFigures.of(label, "add %d events to those there are".formatted(settings.events()), "≥ 0.7",
                "",
                "");
        var warmUp = LoadFigures.of(label, "warm-up", "", "", "");
        var content = IntakeContent.make(settings);
        // So that no id is one of an earlier run of this row.
        var mark = Long.toString(System.nanoTime());
        var pool = FloorMain.pool(bed.vertx, bed.database.address(),
                Math.min(settings.connections(), MOST_CONNECTIONS));
        var allRegistered = new ArrayList<Turns<Result>>();
        var allAdded = new ArrayList<Turns<Result>>();
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
                        () -> byHand(data, load, time, number -> pool.preparedQuery(ADD)
                                .execute(content.first().rows(Sessions.id(byHand, number)))),
                        () -> service(data, load, time, "/session/events",
                                number -> content.first().of(Sessions.id(service, number))));
                var addedMore = Turns.of(round,
                        () -> byHand(data, load, time, number -> pool.preparedQuery(ADD_MORE)
                                .execute(content.more().rows(Sessions.id(byHand, number)))),
                        () -> service(data, load, time, "/session/events",
                                number -> content.more().of(Sessions.id(service, number))));
                (round == 0 ? warmUp : register).add(registered);
                (round == 0 ? warmUp : add).add(added);
                (round == 0 ? warmUp : addMore).add(addedMore);
                allRegistered.add(registered);
                allAdded.addAll(List.of(added, addedMore));
            }
            delete(data, "session", mark, allRegistered, 1);
            delete(data, "session_event", mark, allAdded, settings.events());
            data.execute("vacuum session, session_event");
        } finally {
            Load.await(pool.close());
        }
        return Stream.of(register, add, addMore).flatMap(figures -> figures.all().stream()).toList();
    }

    /** Fails where a table has not as many rows of each side as that was answered for. */
    private static void delete(Data data, String table, String mark, List<Turns<Result>> answered, int rowsEach)
            throws SQLException {
        try (var statement = data.connection().createStatement();
                var rows = statement.executeQuery("""
                        with deleted as (
                            delete from %1$s where session_id like '%%-f%2$s-%%' or session_id like '%%-w%2$s-%%'
                            returning session_id like '%%-f%2$s-%%' as by_hand)
                        select count(*) filter (where by_hand), count(*) filter (where not by_hand) from deleted
                        """.formatted(table, mark))) {
            rows.next();
            var written = new Turns<>(rows.getLong(1), rows.getLong(2));
            var expected = new Turns<>(
                    answered.stream().mapToLong(both -> both.floor().begun()).sum() * rowsEach,
                    answered.stream().mapToLong(both -> both.service().begun()).sum() * rowsEach);
            if (!written.equals(expected)) {
                throw new IllegalStateException("In %s are %s, not %s".formatted(table, written, expected));
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
