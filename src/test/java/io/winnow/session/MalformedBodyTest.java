package io.winnow.session;

import static io.restassured.RestAssured.given;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.session;
import static io.winnow.testing.Problems.faults;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Servers;

/** Bodies that are wrong before anything in them is looked at; the same on every route. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class MalformedBodyTest {
    private static final List<String> ROUTES = List.of("/session", "/session/events", "/session/irrelevant",
            "/session/use-for-improvement", "/batch/release");

    static Stream<Arguments> routesAndBodies() {
        return ROUTES.stream().flatMap(route -> Stream.of(
                "", " ", "null", "[]", "5", "\"text\"", "true", "nonsense", "<a/>", "{", "{\"session_id\":}",
                "{\"a\":1}}", "{} {}", "{\"a\":1,\"a\":1}", "{\"a\":NaN}", "{\"a\":1e99999999999}", "\0",
                "[".repeat(100_000), "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000))
                .map(body -> Arguments.of(route, body)));
    }

    @ParameterizedTest
    @MethodSource("routesAndBodies")
    void what_is_no_json_object_is_422_of_the_body(String route, String body) {
        // As bytes: over deeply nested text Rest Assured takes half a minute.
        assertThat(faults(post(route, body.getBytes(StandardCharsets.UTF_8)))).hasSize(1).first().asString()
                .startsWith("body: ");
    }

    static Stream<String> routes() {
        return ROUTES.stream();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_body_without_a_media_type_is_read_as_json(String route) {
        var answer = given().noContentType().post(route);

        assertThat(faults(answer)).containsExactly("body: is empty: a JSON object is wanted");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "\"search_query\":\"again\"",
            "\"search_meta\":{\"a\":1,\"a\":1}",
            "\"unknown\":[{\"b\":{\"c\":1,\"\\u0063\":2}}]"})
    void a_duplicate_key_is_refused_wherever_it_is(String members) {
        assertThat(faults(post("/session", session(newId(), members)))).hasSize(1)
                .first().asString().startsWith("body: is not valid JSON: Duplicate field");
    }

    @ParameterizedTest
    @CsvSource({"99, 200", "100, 422"})
    void nesting_is_limited_to_100_levels_of_the_body(int levels, int status) {
        var nested = "\"search_meta\":" + "[".repeat(levels) + "]".repeat(levels);

        post("/session", session(newId(), nested)).then().statusCode(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"search_meta\":{\"a\":[1,1e309]}    | search_meta.a[1]",
            "\"payload_filter\":-1e400            | payload_filter",
            "\"unknown\":{\"a\":1e999999999}      | unknown.a",
            "\"created_at\":1e400                 | created_at"})
    void a_number_beyond_an_ieee_double_is_refused_wherever_it_is(String members, String field) {
        assertThat(faults(post("/session", session(newId(), members))))
                .contains(field + ": is a number beyond an IEEE double");
    }

    @Test
    void a_body_that_is_all_faults_gets_a_short_answer() {
        var longKey = "k".repeat(40_000);
        var faults = "[" + "\"\\u0000\",".repeat(100_000) + "1]";

        var answer = post("/session", session(newId(), "\"" + longKey + "\":" + faults));

        assertThat(faults(answer)).hasSize(100);
        assertThat(answer.asByteArray()).hasSizeLessThan(100_000);
    }

    @Test
    void nothing_is_kept_of_a_body_that_is_refused() {
        var id = newId();

        post("/session", session(id, "\"user_id\":5")).then().statusCode(422);

        get("/session?session_id=" + id).then().statusCode(404);
    }
}
