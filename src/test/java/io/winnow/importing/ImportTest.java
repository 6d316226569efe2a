package io.winnow.importing;

import static io.restassured.RestAssured.given;
import static io.winnow.importing.Log.line;
import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.walk;
import static io.winnow.testing.Problems.faults;
import static io.winnow.testing.Problems.problem;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import io.winnow.testing.Api;
import io.winnow.testing.Database;
import io.winnow.testing.Servers;

/** What a log becomes, and how it is answered. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ImportTest {
    @Inject
    Vertx vertx;

    @Test
    void a_log_of_real_sessions_is_taken_in_and_scheduled_and_changes_nothing_when_it_comes_again() throws IOException {
        closeCollecting();
        var log = Files.readString(Path.of("examples/chorus_sessions.ndjson"));

        assertThat(answer("?schedule=true", log)).containsExactly(
                "{\"lines\":278,\"accepted\":278,\"repeated\":0,\"rejected\":0,\"scheduled\":{\"scheduled\":90,"
                        + "\"already_scheduled\":0,\"already_released\":0,\"not_found\":0,\"payload_search\":0,"
                        + "\"no_expected_events\":188}}");
        var stored = stored();
        assertThat(answer("", log)).containsExactly("{\"lines\":278,\"accepted\":0,\"repeated\":278,\"rejected\":0}");
        assertThat(stored()).isEqualTo(stored);

        assertThat(walk(released(), 50)).hasSize(90);
        assertThat(answer("?schedule=true", log).get(0)).contains("\"scheduled\":0,", "\"already_released\":90");
    }

    @Test
    void what_is_wrong_is_named_by_its_line_and_stops_nothing() {
        var ids = Stream.generate(Api::newId).limit(3).toList();
        var log = line(ids.get(0), "e1") + "{\"session\":\n"
                + "{\"session\":{\"session_id\":\"s\",\"search_results\":[]},\"events\":[{\"event_id\":\"e\",\"object_id\":\"o\"},{\"event_id\":5}]}\n"
                + "\r\n" + line(ids.get(1), "e1")
                + "{\"session\":{},\"session\":{}}\n[]\n{\"events\":[]}\n\"\u0000\"\n" + line(newId(), 10_001)
                + "{\"session\":" + Log.session(newId(), "x".repeat(2 * 1024 * 1024)) + "}\n"
                + "x".repeat(Lines.LONGEST + 1) + "\n" + line(ids.get(2), "e1").strip();

        var answer = answer("", log);

        assertThat(answer.get(0))
                .startsWith("{\"line\":2,\"errors\":[{\"field\":\"line\",\"message\":\"is not valid JSON: ")
                .contains("(column ");
        assertThat(answer.get(1)).isEqualTo("{\"line\":3,\"errors\":["
                + "{\"field\":\"session.search_query\",\"message\":\"is required\"},"
                + "{\"field\":\"events[1].event_id\",\"message\":\"must be a text\"},"
                + "{\"field\":\"events[1].object_id\",\"message\":\"is required\"}]}");
        assertThat(answer.get(2)).startsWith("{\"line\":6,").contains("Duplicate field 'session'");
        assertThat(answer.get(3))
                .isEqualTo("{\"line\":7,\"errors\":[{\"field\":\"line\",\"message\":\"must be a JSON object\"}]}");
        assertThat(answer.subList(4, answer.size())).containsExactly(
                "{\"line\":8,\"errors\":[{\"field\":\"session\",\"message\":\"is required\"}]}",
                answer.get(5),
                "{\"line\":10,\"errors\":[{\"field\":\"events\",\"message\":\"must have at most 10000 items\"}]}",
                "{\"line\":11,\"errors\":[{\"field\":\"session\",\"message\":\"must have at most 2097152 bytes\"}]}",
                "{\"line\":12,\"errors\":[{\"field\":\"line\",\"message\":\"must have at most 12582912 bytes\"}]}",
                "{\"lines\":13,\"accepted\":3,\"repeated\":0,\"rejected\":9}");
        ids.forEach(id -> assertThat(events(id)).hasSize(1));
    }

    @Test
    void invalid_utf_8_is_refused_and_the_lines_around_it_are_taken() {
        var before = newId();
        var after = newId();
        var answer = answer("", (line(before) + "{\"a\":\"?\"}\n" + line(after)).replace('?', '\u00FF')
                .getBytes(ISO_8859_1));

        assertThat(answer).containsExactly(
                "{\"line\":2,\"errors\":[{\"field\":\"line\",\"message\":\"is not UTF-8 text\"}]}",
                "{\"lines\":3,\"accepted\":2,\"repeated\":0,\"rejected\":1}");
    }

    @Test
    void of_a_session_in_several_lines_the_first_wins_and_the_events_add_up() {
        var id = newId();
        var log = line(id, "first", Stream.of("a", "b")) + line(newId()) + line(id, "second", Stream.of("b", "c", "c"))
                + line(id, "third", Stream.of("a", "c"));

        assertThat(answer("", log)).containsExactly("{\"lines\":4,\"accepted\":3,\"repeated\":1,\"rejected\":0}");

        assertThat(get("/session?session_id=" + id).jsonPath().getString("search_query")).isEqualTo("first");
        assertThat(events(id)).extracting(event -> event.get("event_id")).containsExactly("a", "b", "c");
    }

    @Test
    void events_add_to_those_that_were_there_and_are_as_old_as_their_session() {
        var id = newId();
        post("/session/events", Map.of("session_id", id, "events", List.of(event("early"), event("same"))))
                .then().statusCode(200);

        assertThat(answer("", line(id, "same", "logged"))).last().asString().contains("\"accepted\":1");
        post("/session/events", Map.of("session_id", id, "events", List.of(event("logged"), event("late"))))
                .then().statusCode(200);

        assertThat(events(id)).extracting(event -> event.get("event_id")).containsExactly("logged", "early", "same",
                "late");
        assertThat(events(id).get(0)).containsEntry("created_at", 1_700_000_000);
    }

    @Test
    void lines_that_are_too_many_for_a_statement_go_by_smaller_ones() {
        Database.execute("create function no_more() returns trigger language plpgsql as $$ begin"
                + " if (select count(*) from added) > 3 then raise exception 'too long' using errcode = '57014'; end if;"
                + " return null; end $$");
        Database.execute("create trigger no_more after insert on session referencing new table as added"
                + " for each statement execute function no_more()");
        try {
            assertThat(answer("", Stream.generate(() -> line(newId())).limit(20).collect(Collectors.joining())))
                    .containsExactly("{\"lines\":20,\"accepted\":20,\"repeated\":0,\"rejected\":0}");
        } finally {
            Database.execute("drop function no_more cascade");
        }
    }

    @Test
    void a_session_that_would_have_too_many_events_is_refused_alone() {
        var full = newId();
        assertThat(answer("", line(full, 10_000))).containsExactly(
                "{\"lines\":1,\"accepted\":1,\"repeated\":0,\"rejected\":0}");
        var others = Stream.generate(Api::newId).limit(4).toList();

        var answer = answer("", line(others.get(0), "e") + line(others.get(1), "e") + line(full, "one more")
                + line(others.get(2), "e") + line(full, "e0") + line(others.get(3), "e"));

        assertThat(answer).hasSize(2);
        assertThat(answer.get(0))
                .startsWith("{\"line\":3,\"errors\":[{\"field\":\"events\",\"message\":\"a session has at most");
        assertThat(answer.get(1)).isEqualTo("{\"lines\":6,\"accepted\":4,\"repeated\":1,\"rejected\":1}");
        others.forEach(id -> assertThat(events(id)).hasSize(1));
    }

    @Test
    void milliseconds_are_no_seconds() {
        var log = line(newId(), "e").replace("1700000000}", "1700000000000}") + line(newId(), "e")
                .replace("\"object_id\":\"o1\"}]}", "\"object_id\":\"o1\",\"created_at\":1700000000000}]}");

        var answer = answer("", log);

        assertThat(answer).hasSize(3).last().asString().contains("\"rejected\":2");
        assertThat(answer.get(0)).contains("\"session.created_at\"", "UTC seconds");
        assertThat(answer.get(1)).contains("\"events[0].created_at\"", "UTC seconds");
    }

    @Test
    void ids_with_quotes_and_backslashes_are_shown_as_they_are() {
        var id = newId();
        var odd = "o\\\"{},\\\\ NULL";

        answer("",
                "{\"session\":{\"session_id\":\"" + id
                        + "\",\"search_query\":\"\",\"search_results\":[{\"object_id\":\""
                        + odd + "\"},{\"object_id\":\"NULL\"}]}}\n");

        assertThat(Database.query("select unnest(shown) from session where session_id = ?", id))
                .containsExactly("o\"{},\\ NULL", "NULL");
    }

    @Test
    void what_is_no_log_is_refused_as_a_whole() {
        assertThat(faults(send("?schedule=yes&progress=1", new byte[0]))).containsExactly(
                "schedule: must be true or false", "progress: must be true or false");
        problem(given().contentType("application/json").body("{}").post("/session/import"), 415);
        problem(given().contentType("application/x-ndjson").header("Content-Encoding", "gzip").body(new byte[10])
                .post("/session/import"), 415);
        problem(given().accept("text/csv").contentType("application/x-ndjson").body(new byte[0])
                .post("/session/import"), 406);
        assertThat(get("/session/import").header("Allow")).isEqualTo("OPTIONS, POST");
        problem(get("/session/import"), 405);
        problem(post("/api/v1/clickstream/session/import", ""), 404);
    }

    @Test
    void an_empty_log_has_no_lines() {
        assertThat(lines(send("", new byte[0])))
                .containsExactly("{\"lines\":0,\"accepted\":0,\"repeated\":0,\"rejected\":0}");
    }

    @Test
    void many_thousand_lines_are_taken() {
        var mark = newId();
        var log = IntStream.range(0, 20_000).mapToObj(i -> line(mark + i)).collect(Collectors.joining());

        assertThat(answer("", log))
                .containsExactly("{\"lines\":20000,\"accepted\":20000,\"repeated\":0,\"rejected\":0}");
    }

    private List<String> answer(String query, String log) {
        return answer(query, log.getBytes(UTF_8));
    }

    /** Not by RestAssured, which takes seconds to print some megabytes for nobody. */
    private List<String> answer(String query, byte[] log) {
        try (var sender = new Sender(vertx, query)) {
            var lines = sender.send(log).finish();
            assertThat(sender.response().statusCode()).isEqualTo(200);
            return lines.stream().map(Object::toString).toList();
        }
    }

    private static List<String> lines(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/x-ndjson");
        assertThat(answer.asString()).endsWith("\n").doesNotContain("\n\n");
        return answer.asString().lines().toList();
    }

    private static Response send(String query, byte[] log) {
        return given().contentType("application/x-ndjson").body(log).post("/session/import" + query);
    }

    private static Map<String, Object> event(String id) {
        return Map.of("event_id", id, "object_id", "o1");
    }

    private static List<Map<String, Object>> events(String sessionId) {
        return get("/session?session_id=" + sessionId).then().statusCode(200).extract().jsonPath().getList("events");
    }

    private static List<String> stored() {
        return Database.query("select md5(string_agg(s::text, '' order by session_id)) from session s union all"
                + " select md5(string_agg(e::text, '' order by arrival)) from session_event e");
    }
}
