package io.winnow.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.winnow.bench.IntakeContent.Events;
import io.winnow.bench.Load.Result;
import io.winnow.bench.Load.Work;

/** Intake, against the same rows written by the bare client over as many connections. */
record IntakeRow(Bed bed, BenchSettings settings, String label) implements Row {
    /** PostgreSQL takes 100 by default, and the service has its own. */
    private static final int MOST_CONNECTIONS = 64;
    private static final Turns<Long> NO_END = new Turns<>(Long.MAX_VALUE, Long.MAX_VALUE);

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

    /** What came of sessions that were registered, given their first events, and then more. */
    private record Round(Turns<Result> registered, Turns<Result> added, Turns<Result> addedMore) {}

    /** Has both sides give the sessions events. */
    private interface Adding {
        Turns<Result> both(String sql, Events events, Turns<Long> most) throws Exception;
    }

    @Override
    public List<Figure> measure() throws Exception {
        var register = figures("register a session");
        var add = figures("add %d events".formatted(settings.events()));
        var addMore = figures("add %d events to those there are".formatted(settings.events()));
        // So that no id is one of an earlier run of this row.
        var mark = Long.toString(System.nanoTime());
        var content = IntakeContent.make(settings);
        var pool = FloorMain.pool(bed.vertx, bed.database.address(),
                Math.min(settings.connections(), MOST_CONNECTIONS));
        var rounds = new ArrayList<Round>();
        try (var load = new Load(bed.vertx, settings.connections()); var connection = bed.connect()) {
            var data = new Data(connection, settings);
            Turns<Long> sessions;
            Turns<Long> events;
            try {
                // The first warms up.
                rounds.add(round(0, mark, settings.warmUp(), data, load, pool, content));
                for (var number = 1; number <= settings.rounds(); number++) {
                    var round = round(number, mark, settings.time(), data, load, pool, content);
                    rounds.add(round);
                    register.add(round.registered());
                    add.add(round.added());
                    addMore.add(round.addedMore());
                }
            } finally {
                // Also where it failed: the next rows are measured with so many sessions as they say.
                sessions = delete(data, "session", mark);
                events = delete(data, "session_event", mark);
                data.execute("vacuum session, session_event");
            }
            check(sessions, rounds.stream().map(Round::registered), 1);
            check(events, rounds.stream().flatMap(round -> Stream.of(round.added(), round.addedMore())),
                    settings.events());
        } finally {
            Load.await(pool.close());
        }
        return Stream.of(register, add, addMore).flatMap(figures -> figures.all().stream()).toList();
    }

    private LoadFigures figures(String what) {
        var capped = settings.connections() > MOST_CONNECTIONS
                ? " (%d connections by hand)".formatted(MOST_CONNECTIONS)
                : "";
        return LoadFigures.of(label, what + capped, "≥ 0.7", "", "");
    }

    private Round round(int number, String mark, Duration time, Data data, Load load, Pool pool, IntakeContent content)
            throws Exception {
        var byHand = "f%s-%d".formatted(mark, number);
        var service = "w%s-%d".formatted(mark, number);
        Adding adding = (sql, events, most) -> Turns.of(number,
                () -> byHand(data, load, time, most.floor(),
                        call -> pool.preparedQuery(sql).execute(events.rows(Sessions.id(byHand, call)))),
                () -> service(data, load, time, most.service(), "/session/events",
                        call -> events.of(Sessions.id(service, call))));
        var registered = Turns.of(number,
                () -> byHand(data, load, time, NO_END.floor(), call -> pool.preparedQuery(REGISTER)
                        .execute(content.sessionRow(Sessions.id(byHand, call), call))),
                () -> service(data, load, time, NO_END.service(), "/session",
                        call -> content.session(Sessions.id(service, call), call)));
        var added = adding.both(ADD, content.first(), NO_END);
        // No others than those that have events by now.
        var most = new Turns<>(added.floor().begun(), added.service().begun());
        return new Round(registered, added, adding.both(ADD_MORE, content.more(), most));
    }

    /** Deletes what either side wrote, and tells how many rows of each there were. */
    private static Turns<Long> delete(Data data, String table, String mark) throws SQLException {
        try (var statement = data.connection().createStatement();
                var rows = statement.executeQuery("""
                        with deleted as (
                            delete from %1$s where session_id like '%%-f%2$s-%%' or session_id like '%%-w%2$s-%%'
                            returning session_id like '%%-f%2$s-%%' as by_hand)
                        select count(*) filter (where by_hand), count(*) filter (where not by_hand) from deleted
                        """.formatted(table, mark))) {
            rows.next();
            return new Turns<>(rows.getLong(1), rows.getLong(2));
        }
    }

    /** Fails where there were not as many rows of each side as that was answered for. */
    private static void check(Turns<Long> written, Stream<Turns<Result>> answered, int rowsEach) {
        var rounds = answered.toList();
        var expected = new Turns<>(rounds.stream().mapToLong(both -> both.floor().begun()).sum() * rowsEach,
                rounds.stream().mapToLong(both -> both.service().begun()).sum() * rowsEach);
        if (!written.equals(expected)) {
            throw new IllegalStateException("There are rows of %s, not of %s".formatted(written, expected));
        }
    }

    private static Result byHand(Data data, Load load, Duration time, long most, Work work) throws SQLException {
        data.checkpoint();
        return load.run(time, most, Cpu.ofThisProcess(), work);
    }

    private Result service(Data data, Load load, Duration time, long most, String path, IntFunction<String> body)
            throws SQLException {
        data.checkpoint();
        return load.run(time, most, bed.winnowCpu().and(Cpu.ofThisProcess()),
                number -> load.call(bed.winnow(path), Buffer.buffer(body.apply(number))));
    }
}
