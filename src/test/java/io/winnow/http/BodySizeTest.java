package io.winnow.http;

import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Api;
import io.winnow.testing.RawHttp;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class BodySizeTest {
    private static final int LIMIT = 2 * 1024 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {
            "/session", "/session/events", "/session/irrelevant", "/session/use-for-improvement", "/batch/release",
            "/api/v1/clickstream/session", "/api/v1/clickstream/internal/batch/release"})
    void a_body_of_3_mib_is_413_on_every_route(String path) {
        var answer = post(path, session(newId(), 3 * 1024 * 1024));

        assertThat(problem(answer, 413).get("detail").textValue()).contains("2097152 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/session", "/session/events", "/batch/release"})
    void a_chunked_body_of_3_mib_is_413_as_well(String path) {
        RawHttp.postChunked(path, session(newId(), 3 * 1024 * 1024).getBytes(StandardCharsets.UTF_8)).problem(413);
    }

    /** Which is what an answer that comes with the end of its connection shows: left unread, a body holds both up. */
    @ParameterizedTest
    @CsvSource({"/nope, 404", "/batches, 405", "/session, 413"})
    void a_body_that_is_refused_unread_is_drained(String path, int status) {
        RawHttp.postChunked(path, new byte[5 * 1024 * 1024]).problem(status);
    }

    @Test
    void a_body_one_byte_over_the_limit_is_413_and_nothing_of_it_is_kept() {
        var id = newId();

        problem(post("/session", session(id, LIMIT + 1)), 413);

        Api.get("/session?session_id=" + id).then().statusCode(404);
    }

    @Test
    void a_body_of_2_mib_is_taken() {
        post("/session", session(newId(), LIMIT)).then().statusCode(200);
    }

    @Test
    void a_chunked_body_of_2_mib_is_taken() {
        var answer = RawHttp.postChunked("/session", session(newId(), LIMIT).getBytes(StandardCharsets.UTF_8));

        assertThat(answer.head()).startsWith("HTTP/1.1 200");
    }

    /** A session whose JSON has so many bytes. */
    private static String session(String id, int bytes) {
        var empty = "{\"session_id\":\"%s\",\"search_query\":\"\",\"search_results\":[],\"search_meta\":\"\"}"
                .formatted(id);
        return empty.replace("\"\"}", "\"" + "x".repeat(bytes - empty.length()) + "\"}");
    }
}
