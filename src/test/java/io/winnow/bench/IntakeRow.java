package io.winnow.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import io.winnow.bench.Load.Result;
import io.winnow.bench.Load.Work;

/** Intake, against the same rows written by the bare client over as many connections. */
record IntakeRow(Bed bed, BenchSettings settings, String label) implements Row {
    private static final int EVENTS = 6;
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
        var add = LoadFigures.of(label, "add %d events".formatted(EVENTS), "≥ 0.7", "", "");
        // So that no id is one of an earlier run of this row.
        var mark = Long.toString(System.nanoTime());
        var pool = FloorMain.pool(bed.vertx, bed.database.address(),
                Math.min(settings.connections(), MOST_CONNECTIONS));
        try (var load = new Load(bed.vertx, settings.connections()); var connection = bed.connect()) {
            var data = new Data(connection, settings.results());
            for (var round = 0; round <= settings.rounds(); round++) {
                // The first round warms up.
                var time = round == 0 ? settings.warmUp() : settings.time();
                var byHand = "f%s-%d".formatted(mark, round);
                var service = "w%s-%d".formatted(mark, round);
                data.execute("checkpoint");
                var registeredByHand = byHand(load, time, registerByHand(pool, byHand));
                var registered = service(load, time, "/session", number -> session(service, number));
                data.execute("checkpoint");
                var addedByHand = byHand(load, time, addByHand(pool, byHand));
                var added = service(load, time, "/session/events", number -> events(service, number));
                if (round > 0) {
                    register.add(registeredByHand, registered);
                    add.add(addedByHand, added);
                }
            }
            for (var table : List.of("session", "session_event")) {
                data.execute("delete from %s where session_id like 'f%s-%%' or session_id like 'w%2$s-%%'"
                        .formatted(table, mark));
            }
            data.execute("vacuum session, session_event");
        } finally {
            Load.await(pool.close());
        }
        return Stream.of(register, add).flatMap(figures -> figures.all().stream()).toList();
    }

    private static Result byHand(Load load, Duration time, Work work) {
        return load.run(time, Cpu.ofThisProcess(), work);
    }

    private Result service(Load load, Duration time, String path, IntFunction<String> body) {
        return load.run(time, bed.winnowCpu(),
                number -> load.call(bed.winnow(path), Buffer.buffer(body.apply(number))));
    }

    private Work registerByHand(Pool pool, String kind) {
        return number -> pool.preparedQuery(REGISTER).execute(Tuple.of(kind + "-" + number,
                "query " + number, results(number),
                IntStream.rangeClosed(1, settings.results()).mapToObj(k -> "o" + k).toArray(String[]::new),
                System.currentTimeMillis() / 1000));
    }

    private Work addByHand(Pool pool, String kind) {
        return number -> pool.preparedQuery(ADD).execute(Tuple.of(kind + "-" + number,
                IntStream.range(0, EVENTS).mapToObj(k -> "e" + k).toArray(String[]::new),
                IntStream.range(0, EVENTS).mapToObj(k -> "o" + k).toArray(String[]::new),
                IntStream.range(0, EVENTS).mapToObj(k -> "click").toArray(String[]::new),
                IntStream.range(0, EVENTS).mapToObj(k -> System.currentTimeMillis() / 1000).toArray(Long[]::new)));
    }

    private String session(String kind, int number) {
        return "{\"session_id\":\"%s-%d\",\"search_query\":\"query %2$d\",\"search_results\":%s}".formatted(kind,
                number,
                results(number));
    }

    private String events(String kind, int number) {
        return IntStream.range(0, EVENTS)
                .mapToObj(k -> "{\"event_id\":\"e%d\",\"object_id\":\"o%1$d\",\"event_type\":\"click\"}".formatted(k))
                .collect(Collectors.joining(",", "{\"session_id\":\"" + kind + "-" + number + "\",\"events\":[", "]}"));
    }

    private String results(int number) {
        return IntStream.rangeClosed(1, settings.results())
                .mapToObj(k -> ("{\"object_id\":\"o%d\",\"rank\":%1$d,\"meta\":{\"title\":\"%s %s\",\"price\":%d}}")
                        .formatted(k, Integer.toHexString(number * 31 + k).repeat(4), "a plain title of an object",
                                number))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
