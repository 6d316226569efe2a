package io.winnow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** An import, against COPY of the same rows into the same tables: what no checks, no JSON and no HTTP would take. */
record ImportRow(Bed bed, BenchSettings settings, Path directory) implements Row {
    private static final String KIND = "log";
    private static final String SESSIONS = "session (session_id, search_query, search_results, shown, user_id, created_at,"
            + " is_payload_search)";
    private static final String EVENTS = "session_event (session_id, event_id, object_id, event_type, created_at)";
    private static final String LOG = """
            copy (select json_build_object('session', document(s), 'events', (
                      select coalesce(json_agg(document(e) order by e.arrival), '[]') from session_event e
                      where e.session_id = s.session_id))::text
                  from session s where session_id = any (%s) order by created_at)
            to stdout with (format csv, quote e'\\x01', delimiter e'\\x02')""";

    @Override
    public List<Figure> measure() throws Exception {
        var figure = Figure.of("11", "import " + Figure.count(settings.imported()) + " sessions", "sessions/s",
                "≥ 0.5");
        try (var connection = bed.connect()) {
            var data = new Data(connection, settings);
            var copies = connection.unwrap(PGConnection.class).getCopyAPI();
            data.sessions(KIND, 1, settings.imported());
            var log = write(copies, "log", LOG.formatted(ids()));
            var sessions = write(copies, "sessions", "copy (select " + columns(SESSIONS) + " from session"
                    + " where session_id = any (" + ids() + ") order by created_at) to stdout");
            var events = write(copies, "events", "copy (select " + columns(EVENTS) + " from session_event"
                    + " where session_id = any (" + ids() + ") order by arrival) to stdout");
            Turns.warmUp(settings.warmUp(), () -> {
                clear(data);
                return copy(copies, sessions, events);
            }, () -> {
                clear(data);
                return imported(log);
            });
            var looks = new ArrayList<Double>();
            var client = Watched.client("11", figure.what());
            for (var round = 0; round < settings.rounds(); round++) {
                figure.add(Watched.add(client, Turns.of(round, () -> {
                    clear(data);
                    return Watched.of(() -> copy(copies, sessions, events));
                }, () -> {
                    clear(data);
                    return Watched.of(() -> imported(log, looks));
                })));
            }
            clear(data);
            var memory = Figure.of("11", "resident memory in the last tenth of all imports, against the third", "MB",
                    "≤ 1.1");
            memory.add(Memory.tenth(looks, 2), Memory.tenth(looks, 9));
            return List.of(figure, client, memory);
        }
    }

    private Path write(CopyManager copies, String name, String sql) throws IOException, SQLException {
        var file = directory.resolve("import-" + name);
        try (var out = Files.newOutputStream(file)) {
            copies.copyOut(sql, out);
        }
        return file;
    }

    /** PostgreSQL's query for the ids of the log's sessions. */
    private String ids() {
        return Sessions.all(KIND, settings.imported()).ids();
    }

    private void clear(Data data) throws SQLException {
        data.execute("delete from session where session_id = any (" + ids() + ")");
        data.execute("delete from session_event where session_id = any (" + ids() + ")");
        data.execute("vacuum session, session_event");
        data.checkpoint();
    }

    private double copy(CopyManager copies, Path sessions, Path events) throws IOException, SQLException {
        var began = System.nanoTime();
        try (var first = Files.newInputStream(sessions); var second = Files.newInputStream(events)) {
            copies.copyIn("copy " + SESSIONS + " from stdin", first);
            copies.copyIn("copy " + EVENTS + " from stdin", second);
        }
        return perSecond(began);
    }

    private double imported(Path log) throws IOException {
        var began = System.nanoTime();
        try (var lines = Files.newInputStream(log)) {
            bed.imported(lines, Files.size(log), settings.imported());
        }
        return perSecond(began);
    }

    private double imported(Path log, List<Double> looks) throws Exception {
        var rate = new double[1];
        looks.addAll(new Memory(bed.winnow.pid()).during(() -> rate[0] = imported(log)));
        return rate[0];
    }

    private double perSecond(long began) {
        return settings.imported() / ((System.nanoTime() - began) / 1e9);
    }

    private static String columns(String table) {
        return table.substring(table.indexOf('(') + 1, table.indexOf(')'));
    }
}
