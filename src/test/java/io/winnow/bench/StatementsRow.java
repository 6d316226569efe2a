package io.winnow.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.winnow.bench.StatementLog.RoundTrip;
import io.winnow.bench.StatementLog.Statement;

/**
 * What each call asks of PostgreSQL: how many statements it takes for many things, against one; and a page,
 * {@code plans.md}, with all of them and their plans.
 */
record StatementsRow(Bed bed, BenchSettings settings, Path report) implements Row {
    private static final int MANY = 500;
    private static final String POLL = "a poll";
    private static final String IMPORT = "import sessions";
    private static final String CRITERION = "schedule by a criterion";
    private static final String EXPORT = "an export";
    private static final String REPORT = "a report";
    /** What goes by pieces: by what comes from the network at once, or by what PostgreSQL hands out at once. */
    private static final Set<String> IN_PIECES = Set.of(IMPORT, CRITERION, EXPORT, REPORT);
    private static final String APPEND = "append_to_batch";
    /** In UTC seconds, before all other sessions were created. */
    private static final long LONG_AGO = 1_500_000_000;

    private interface Act {
        void take() throws Exception;
    }

    @Override
    public List<Figure> measure() throws Exception {
        var figures = new LinkedHashMap<String, Figure>();
        var fewest = new LinkedHashMap<String, List<RoundTrip>>();
        try (var connection = bed.connect();
                var load = new Load(bed.vertx, 1);
                var log = StatementLog.begin(connection, bed.database.data().resolve("postgres.log"))) {
            var data = new Data(connection, settings);
            for (var round = 0; round < settings.rounds(); round++) {
                var ofOne = asked(load, log, data, 1);
                var ofMany = asked(load, log, data, MANY);
                ofOne.forEach((call, trips) -> figures
                        .computeIfAbsent(call,
                                same -> Figure.of("", call + ", statements for %d".formatted(MANY), "", goal(call)))
                        .add(statements(trips), statements(ofMany.get(call))));
                // The service has loops that ask too: of the rounds, for each call the one into which the fewest came.
                ofMany.forEach((call, trips) -> fewest.merge(call, trips,
                        BinaryOperator.minBy(Comparator.comparingDouble(StatementsRow::statements))));
            }
            Files.createDirectories(report);
            Files.writeString(report.resolve("plans.md"), page(fewest, data));
        }
        return List.copyOf(figures.values());
    }

    /** What each call asks for, made with so many things. */
    private Map<String, List<RoundTrip>> asked(Load load, StatementLog log, Data data, int size)
            throws Exception {
        var kind = "asked-" + System.nanoTime();
        var id = Sessions.id(kind, 0);
        var asked = new LinkedHashMap<String, List<RoundTrip>>();
        data.sessions(kind, 1, size);
        bed.releaseLeftOver(load);
        take(asked, log, "register a session", () -> post(load, "/session", session(id, size)));
        take(asked, log, "register it again", () -> post(load, "/session", session(id, size)));
        take(asked, log, "add events", () -> post(load, "/session/events", events(id, "e", size)));
        take(asked, log, "add events to others", () -> post(load, "/session/events", events(id, "other", size)));
        take(asked, log, IMPORT, () -> imported("imported-" + kind, size));
        take(asked, log, "read a session", () -> bed.get(load, "/session?session_id=" + id));
        take(asked, log, "mark as irrelevant", () -> post(load, "/session/irrelevant", of(id)));
        byCriterion(asked, load, log, data, size);
        take(asked, log, "schedule", () -> post(load, "/session/use-for-improvement", of(id)));
        bed.awaitConsumed(data.connection());
        var requests = bed.requests(data, Sessions.all(kind, size));
        take(asked, log, POLL, () -> {
            bed.requestWhileStopped(requests);
            bed.winnow.resume();
            bed.awaitConsumed(data.connection());
        });
        var batch = bed.get(load, "/batches?status=collecting").getJsonArray("batches").getJsonObject(0)
                .getString("batch_id");
        take(asked, log, "list batches", () -> bed.get(load, "/batches"));
        take(asked, log, "a page",
                () -> bed.get(load, "/batch/sessions?limit=%d&batch_id=%s".formatted(size, batch)));
        take(asked, log, "a page behind the end",
                () -> bed.get(load, "/batch/sessions?after_number=1000000&batch_id=" + batch));
        take(asked, log, "a release, until it is announced", () -> release(load, data));
        take(asked, log, EXPORT, () -> bed.answer(load, "/batch/export?format=sessions&batch_id=" + batch));
        take(asked, log, REPORT, () -> bed.answer(load, "/batch/report?batch_id=" + batch));
        return asked;
    }

    /** Of sessions that no other call is about, and which come into a batch of their own. */
    private void byCriterion(Map<String, List<RoundTrip>> asked, Load load, StatementLog log, Data data, int size)
            throws Exception {
        var matching = Sessions.all("matching-" + System.nanoTime(), size);
        data.sessions(matching.kind(), 1, size);
        data.execute(
                "update session set created_at = %d where session_id = any (%s)".formatted(LONG_AGO, matching.ids()));
        take(asked, log, CRITERION, () -> post(load, "/sessions/use-for-improvement", new JsonObject()
                .put("criterion", new JsonObject().put("created_to", LONG_AGO + 1))));
        bed.awaitConsumed(data.connection());
        // So that the next look finds none of them.
        data.execute("update session set created_at = %1$d + 2 where created_at = %1$d".formatted(LONG_AGO));
        release(load, data);
    }

    private void release(Load load, Data data) {
        Load.await(bed.release(load));
        Awaitility.await("the announcement").pollInterval(Duration.ofMillis(100)).until(() -> data.number(
                "select count(*) from outbox where sent_at is null") == 0);
    }

    private void take(Map<String, List<RoundTrip>> asked, StatementLog log, String call, Act act)
            throws Exception {
        log.next();
        act.take();
        var isPoll = call.equals(POLL);
        var trips = log.next().stream()
                .filter(trip -> trip.asked().text().contains(APPEND) == isPoll);
        asked.put(call, isPoll
                // A backlog may come in more than one.
                ? trips.max(Comparator.comparingDouble(trip -> Double.parseDouble(trip.asked().millis()))).stream()
                        .toList()
                : trips.toList());
    }

    /** A piece has a statement or two, not each session of it. */
    private static String goal(String call) {
        return IN_PIECES.contains(call) ? "≤ 20" : "≤ 1";
    }

    private static double statements(List<RoundTrip> trips) {
        return trips.size() + trips.stream().mapToLong(trip -> inFunctions(trip).count()).sum();
    }

    /** But for the look at the batch that PostgreSQL takes for each snapshot, by the foreign key. */
    private static Stream<Statement> inFunctions(RoundTrip trip) {
        return trip.inFunctions().stream().filter(statement -> !statement.text().startsWith("SELECT 1 FROM ONLY"));
    }

    private Buffer post(Load load, String path, JsonObject body) {
        return Load.await(load.call(bed.winnow(path), body.toBuffer()));
    }

    /** Has a log of so many sessions imported, an event each. */
    private void imported(String kind, int sessions) throws IOException {
        var log = IntStream.range(0, sessions).mapToObj(i -> new JsonObject()
                .put("session", session(Sessions.id(kind, i), 1))
                .put("events", events(Sessions.id(kind, i), "e", 1).getValue("events"))
                .encode()).collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8);
        bed.imported(new ByteArrayInputStream(log), log.length, sessions);
    }

    private static JsonObject of(String sessionId) {
        return new JsonObject().put("session_id", sessionId);
    }

    private static JsonObject session(String id, int results) {
        return of(id).put("search_query", "a query").put("search_results", array(results, k -> new JsonObject()
                .put("object_id", "o" + k).put("meta", new JsonObject().put("title", "the title of object " + k))));
    }

    private static JsonObject events(String id, String named, int events) {
        return of(id).put("events", array(events,
                k -> new JsonObject().put("event_id", named + k).put("object_id", "o" + k)));
    }

    private static JsonArray array(int size, IntFunction<JsonObject> item) {
        return new JsonArray(IntStream.range(0, size).mapToObj(item).toList());
    }

    private String page(Map<String, List<RoundTrip>> asked, Data data) throws SQLException {
        var page = new StringBuilder(String.format(Locale.ROOT, """
                # Statements and plans

                What each call asks of PostgreSQL, as its module auto_explain tells it, for a session with %1$d results and
                events, and for %1$d sessions where a call is about many, with %2$,d sessions, %3$,d events and %4$,d snapshots in
                the tables. The foreign key's own look at the batch, one for each snapshot, is left out, and so
                are begin and commit, which have no plan: a release has both.
                `mvn verify -Pbench -Dbench.rows=%5$s` writes this page to `target/bench/plans.md`; it is of commit %6$s.

                | call | round trips | statements in functions |
                |---|---|---|
                """, MANY, data.number("select count(*) from session"),
                data.number("select count(*) from session_event"),
                data.number("select count(*) from batch_session"), String.join(",", settings.rows()), Report.COMMIT));
        asked.forEach((call, trips) -> page.append("| %s | %d | %d |%n".formatted(call, trips.size(),
                (int) statements(trips) - trips.size())));
        asked.forEach((call, trips) -> {
            page.append("%n## %s%n".formatted(call));
            alike(trips).forEach(same -> {
                inFunctions(same.get(0))
                        .forEach(statement -> page.append("\nIn the function:\n").append(text(statement)));
                page.append(same.size() == 1
                        ? "\nRound trip:\n"
                        : "\nRound trip, the first of %d:\n".formatted(same.size())).append(text(same.get(0).asked()));
            });
        });
        return page.toString();
    }

    /** By what was asked, in the order in which that was first asked. */
    private static Collection<List<RoundTrip>> alike(List<RoundTrip> trips) {
        return trips.stream()
                .collect(Collectors.groupingBy(trip -> trip.asked().text(), LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private static String text(Statement statement) {
        return "```sql%n%s%n```%n```%n%s%n```%n".formatted(statement.text(), statement.plan());
    }
}
