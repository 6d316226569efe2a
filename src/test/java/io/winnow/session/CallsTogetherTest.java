package io.winnow.session;

import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.session;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.winnow.testing.Background;
import io.winnow.testing.Database;
import io.winnow.testing.Servers;

/** Intake calls that share a statement (ADR 14): each is answered as if it were alone. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class CallsTogetherTest {
    private static final int MANY = 20;

    @Test
    void a_session_that_somebody_holds_keeps_only_its_own_calls_waiting() throws Exception {
        var held = newId();
        try (var background = new Background(); var holder = Database.connect()) {
            holder.setAutoCommit(false);
            hold(holder, held);

            var waiting = IntStream.range(0, MANY).mapToObj(i -> background.start(() -> add(held, "e" + i))).toList();
            var others = background.atOnce(MANY, () -> add(newId(), "e"));

            assertThat(others).allSatisfy(answer -> assertAccepted(answer, 1));
            assertThat(waiting).noneMatch(Future::isDone);
            holder.commit();
            assertThat(waiting).allSatisfy(answer -> assertAccepted(Background.await(answer), 1));
        }
    }

    @Test
    void what_the_holder_of_a_session_adds_is_there_for_a_call_that_waits() throws Exception {
        var id = newId();
        try (var background = new Background(); var holder = Database.connect()) {
            holder.setAutoCommit(false);
            hold(holder, id);
            insert(holder, id, "e");
            var waiting = background.start(() -> add(id, "e", "new"));
            Awaitility.await("a call that waits").until(() -> !Database.query(
                    "select pid from pg_locks where locktype = 'advisory' and not granted").isEmpty());

            holder.commit();

            assertAccepted(Background.await(waiting), 1);
        }
    }

    @Test
    void a_call_that_is_refused_takes_none_with_it() throws Exception {
        var full = newId();
        Database.execute("insert into session_event (session_id, event_id, object_id, event_type, created_at)"
                + " select ?, 'old' || i, 'o', 'click', 1 from generate_series(1, 9999) i", full);
        var ids = Stream.generate(() -> newId()).limit(MANY).toList();

        var answers = whileLocked("session_event", Stream.concat(Stream.of(full), ids.stream())
                .map(id -> (Call) () -> add(id, "new 1", "new 2")));

        assertThat(answers.get(0).statusCode()).isEqualTo(422);
        assertThat(answers.subList(1, answers.size())).allSatisfy(answer -> assertAccepted(answer, 2));
        assertThat(Database.query("select count(*) from session_event where session_id = ?", full))
                .containsExactly("9999");
    }

    @Test
    void first_events_and_later_ones_are_told_apart() throws Exception {
        var ids = Stream.generate(() -> newId()).limit(MANY).toList();
        var later = ids.subList(0, MANY / 2);
        later.forEach(id -> add(id, "there"));

        var answers = whileLocked("session_event",
                ids.stream().map(id -> (Call) () -> add(id, "there", "new", "new")));

        assertThat(answers.subList(0, MANY / 2)).allSatisfy(answer -> assertAccepted(answer, 1));
        assertThat(answers.subList(MANY / 2, MANY)).allSatisfy(answer -> assertAccepted(answer, 2));
        assertThat(answers).extracting(answer -> answer.jsonPath().getInt("accepted")
                + answer.jsonPath().getInt("duplicates")).containsOnly(3);
    }

    @Test
    void calls_for_one_session_are_told_apart() throws Exception {
        var id = newId();

        var answers = whileLocked("session_event",
                IntStream.range(0, MANY).mapToObj(i -> (Call) () -> add(id, "of all", "of " + i / 2)));

        assertThat(answers)
                .extracting(answer -> answer.jsonPath().getInt("accepted") + answer.jsonPath().getInt("duplicates"))
                .containsOnly(2);
        assertThat(answers.stream().mapToInt(answer -> answer.jsonPath().getInt("accepted")).sum())
                .isEqualTo(1 + MANY / 2);
    }

    @Test
    void of_many_registrations_of_one_session_one_is_kept_and_answered_to_all() throws Exception {
        var id = newId();
        var others = Stream.generate(() -> newId()).limit(MANY).toList();

        var answers = whileLocked("session", Stream.concat(
                IntStream.range(0, MANY)
                        .mapToObj(i -> (Call) () -> post("/session", session(id, "\"user_id\":\"u" + i + "\""))),
                others.stream().map(other -> (Call) () -> post("/session", session(other)))));

        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        var kept = get("/session?session_id=" + id).jsonPath().getString("user_id");
        assertThat(answers.subList(0, MANY)).extracting(answer -> answer.jsonPath().getString("user_id"))
                .containsOnly(kept);
        assertThat(answers.subList(MANY, 2 * MANY)).extracting(answer -> answer.jsonPath().getString("session_id"))
                .containsExactlyElementsOf(others);
    }

    private interface Call {
        Response send();
    }

    /** Makes calls while nobody may write to a table, so that all but the first few wait and share a statement. */
    private static List<Response> whileLocked(String table, Stream<Call> calls) throws SQLException {
        try (var background = new Background(); var holder = Database.connect()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("lock table " + table + " in exclusive mode");
            var begun = calls.map(call -> background.start(call::send)).toList();
            Awaitility.await("statements that wait").until(() -> !Database.query("select pid from pg_locks"
                    + " where relation = ?::regclass and not granted", table).isEmpty());
            holder.commit();
            return begun.stream().map(Background::await).toList();
        }
    }

    private static void hold(Connection holder, String sessionId) throws SQLException {
        try (var lock = holder.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            lock.setString(1, sessionId);
            lock.execute();
        }
    }

    private static void insert(Connection holder, String sessionId, String eventId) throws SQLException {
        try (var insert = holder.prepareStatement("insert into session_event (session_id, event_id, object_id,"
                + " event_type, created_at) values (?, ?, 'o', 'click', 1)")) {
            insert.setString(1, sessionId);
            insert.setString(2, eventId);
            insert.execute();
        }
    }

    private static Response add(String sessionId, String... eventIds) {
        return post("/session/events", Map.of("session_id", sessionId, "events",
                Stream.of(eventIds).map(id -> Map.of("event_id", id, "object_id", "o1")).toList()));
    }

    private static void assertAccepted(Response answer, int accepted) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getInt("accepted")).isEqualTo(accepted);
    }
}
