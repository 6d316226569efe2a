package io.winnow.batch;

import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.register;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.schedule;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static io.winnow.testing.Api.walk;
import static io.winnow.testing.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.winnow.testing.Api;
import io.winnow.testing.Database;
import io.winnow.testing.DocumentSchemas;
import io.winnow.testing.LargeBatch;
import io.winnow.testing.RawHttp;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class SessionPagesTest {
    private static final int MOST_BYTES_A_PAGE = 16 * 1024 * 1024;
    private static final int BIG = 1_000_000;

    @Test
    void a_snapshot_is_the_session_but_for_where_it_went() {
        var id = scheduledInFreshBatch(1).get(0);
        var batch = released();
        Map<String, Object> expected = new HashMap<>(get("/session?session_id=" + id).jsonPath().getMap(""));
        expected.remove("batches");
        expected.putAll(Map.of("event_count", 1, "session_number", 1));

        var page = get("/batch/sessions?batch_id=" + batch).then().statusCode(200).extract().jsonPath();

        assertThat(page.<Map<String, Object>>get()).isEqualTo(Map.of("batch_id", batch, "status", "released",
                "last_number", 1, "sessions", List.of(expected)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "3, 3", "10000, 3"})
    void a_page_shows_the_first_events_and_tells_how_many_there_are(int eventsLimit, int shown) {
        closeCollecting();
        var id = register();
        IntStream.rangeClosed(1, 3).forEach(i -> Api.click(id, "e" + i, "o1"));
        schedule(id);

        var snapshot = get("/batch/sessions?batch_id=" + released() + "&events_limit=" + eventsLimit).jsonPath();

        assertThat(snapshot.getList("sessions[0].events.event_id"))
                .isEqualTo(List.of("e1", "e2", "e3").subList(0, shown));
        assertThat(snapshot.getInt("sessions[0].event_count")).isEqualTo(3);
    }

    @Test
    void a_page_is_ten_sessions_of_a_hundred_events_unless_it_is_asked_for_more() {
        closeCollecting();
        var id = register();
        post("/session/events", Map.of("session_id", id, "events", IntStream.range(0, 101)
                .mapToObj(i -> Map.of("event_id", "e" + i, "object_id", "o1")).toList())).then().statusCode(200);
        Stream.concat(Stream.of(id), Stream.generate(Api::clicked).limit(10)).forEach(Api::schedule);
        var batch = released();

        var page = get("/batch/sessions?batch_id=" + batch).jsonPath();

        assertThat(page.getList("sessions")).hasSize(10);
        assertThat(page.getInt("last_number")).isEqualTo(10);
        var snapshot = walk(batch, 1_000).stream().filter(one -> id.equals(one.get("session_id"))).findFirst().get();
        assertThat((List<?>) snapshot.get("events")).hasSize(100);
        assertThat(snapshot).containsEntry("event_count", 101);
    }

    @Test
    void the_page_behind_the_last_session_is_empty_and_the_end() {
        scheduledInFreshBatch(2);
        var batch = released();

        var page = get("/batch/sessions?batch_id=" + batch + "&after_number=2").then().statusCode(200).extract();

        assertThat(page.asString())
                .isEqualTo("{\"batch_id\":\"" + batch
                        + "\",\"status\":\"released\",\"sessions\":[],\"last_number\":null}");
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE})
    void no_number_lies_behind_the_largest_that_can_be_asked_for(long after) {
        scheduledInFreshBatch(1);

        var page = get("/batch/sessions?batch_id=" + released() + "&after_number=" + after).then().statusCode(200)
                .extract();

        assertThat(page.jsonPath().getList("sessions")).isEmpty();
    }

    @Test
    void a_large_page_comes_whole_to_a_client_that_knows_no_chunks() {
        try (var batch = LargeBatch.of(3, 200_000)) {
            var path = "/batch/sessions?batch_id=" + batch.id();

            var page = RawHttp.sendAndStay("GET " + path + " HTTP/1.0", "Connection: keep-alive");

            assertThat(page.body()).isEqualTo(get(path).asByteArray());
        }
    }

    @Test
    void readers_that_stop_in_the_midst_of_a_page_hold_nobody_up() throws IOException {
        try (var batch = LargeBatch.of(6, 1_000_000)) {
            var path = "/batch/sessions?batch_id=" + batch.id();
            var whole = get(path).asByteArray();
            var stalled = new ArrayList<Socket>();
            try {
                // More than there are connections to the database.
                for (var i = 0; i < 20; i++) {
                    stalled.add(RawHttp.stalled(path));
                }

                for (var hungUp : stalled.subList(0, 19)) {
                    assertThat(get(path + "&limit=1").statusCode()).isEqualTo(200);
                    hungUp.close();
                }
                var slow = new String(stalled.get(19).getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(slow).hasSizeGreaterThan(whole.length).contains("\"last_number\":6}")
                        .endsWith("\r\n0\r\n\r\n");
            } finally {
                for (var socket : stalled) {
                    socket.close();
                }
            }
            assertThat(get(path).asByteArray()).isEqualTo(whole);
        }
    }

    @Test
    void pages_of_large_sessions_stay_under_16_mib_and_a_walk_still_sees_them_all() {
        closeCollecting();
        var ids = Stream.generate(SessionPagesTest::scheduledBig).limit(18).toList();
        var batch = released();

        var pages = new ArrayList<List<String>>();
        for (var last = 0; pages.isEmpty() || !pages.get(pages.size() - 1).isEmpty();) {
            var page = get("/batch/sessions?limit=1000&batch_id=" + batch + "&after_number=" + last).asByteArray();
            assertThat(page.length).isLessThan(MOST_BYTES_A_PAGE);
            // RestAssured's own reader would take seconds for each.
            var json = DocumentSchemas.json(page);
            last = json.get("last_number").asInt();
            pages.add(json.get("sessions").findValuesAsText("session_id"));
        }

        assertThat(pages.get(0)).hasSizeBetween(1, 17);
        assertThat(pages.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void a_page_that_can_not_be_read_to_its_end_ends_with_what_was_read() {
        closeCollecting();
        Stream.generate(SessionPagesTest::scheduledBig).limit(3).forEach(id -> {});
        var batch = released();
        // Its events can't be cut, and the sessions before it are on their way by then.
        Database.execute("""
                insert into batch_session (batch_id, session_number, session_id, improvement_id, version, event_count, bytes,
                                           session, events)
                select batch_id, 4, 'broken', 'broken:' || batch_id, 1, 1, 1, '{}', '{}' from batch where batch_id = ?
                """, Long.parseLong(batch));
        try {
            var page = DocumentSchemas.json(pageOf(batch, 0).then().statusCode(200).extract().asByteArray());

            assertThat(page.get("sessions").findValuesAsText("session_number")).containsExactly("1", "2", "3");
            assertThat(page.get("last_number").asInt()).isEqualTo(3);
            problem(pageOf(batch, 3), 500);
        } finally {
            Database.execute("delete from batch_session where session_id = 'broken'");
        }
    }

    @Test
    void a_client_that_gives_one_page_up_has_its_others_over_the_same_connection() throws Exception {
        try (var batch = LargeBatch.of(6, 1_000_000)) {
            var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
            var page = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port
                    + "/batch/sessions?batch_id=" + batch.id())).build();
            // Only behind an answer the connection is one of HTTP/2, which all share.
            var whole = client.send(page, BodyHandlers.ofByteArray());
            assertThat(whole.version()).isEqualTo(HttpClient.Version.HTTP_2);

            var givenUp = client.send(page, BodyHandlers.ofInputStream());
            var kept = client.send(page, BodyHandlers.ofInputStream());
            givenUp.body().read();
            kept.body().read();
            givenUp.body().close();

            assertThat(kept.body().readAllBytes()).hasSize(whole.body().length - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "01", "1.5", "nope", "99999999999999999999", "%D9%A1", "%20", "a/b",
            "%F0%9F%A6%8A"})
    void an_unknown_batch_is_404_whatever_its_id_looks_like(String id) {
        Stream.of("/batch?batch_id=", "/batch/sessions?batch_id=", "/batches?after=").map(path -> get(path + id))
                .forEach(answer -> assertThat(problem(answer, 404).get("detail").textValue())
                        .isEqualTo("Batch with id=" + URLDecoder.decode(id, StandardCharsets.UTF_8) + " not found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/batch?batch_id=", "/batch/sessions?batch_id="})
    void a_batch_that_could_be_but_is_not_is_404(String path) {
        problem(get(path + "999999999999999999"), 404);
    }

    private static Response pageOf(String batch, int after) {
        return get("/batch/sessions?limit=1000&events_limit=0&batch_id=" + batch + "&after_number=" + after);
    }

    private static String scheduledBig() {
        var id = register();
        post("/session/irrelevant", Map.of("session_id", id)).then().statusCode(200);
        // Past the calls, of which each would take a second with so much to show.
        Database.execute("update session set search_meta = to_json(repeat('x', ?)) where session_id = ?", BIG, id);
        assertThat(schedule(id).getString("status")).isEqualTo("scheduled");
        return id;
    }
}
