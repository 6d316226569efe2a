package io.winnow.http;

import static io.restassured.RestAssured.given;
import static io.winnow.testing.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Api;
import io.winnow.testing.RawHttp;
import io.winnow.testing.Servers;

/** What the framework refuses by itself looks like any other error. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RefusalsTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "/", "/nope", "/session/nope", "/SESSION", "/session%2Fevents", "/session%00", "/%00", "/%FF", "/%ED%A0%80",
            "/api/v1/clickstream", "/api/v1/clickstream/batch/sessions", "/api/v1/clickstream/internal/session",
            "/q/nope", "/favicon.ico", "/index.html", "/..%2f..%2fetc"})
    void an_unknown_path_is_404_even_for_a_browser(String path) {
        var answer = given().urlEncodingEnabled(false).accept("text/html").get(path);

        assertThat(problem(answer, 404).get("detail").textValue()).contains("/q/openapi");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "DELETE | /session                                | GET, HEAD, OPTIONS, POST",
            "PUT    | /session/                               | GET, HEAD, OPTIONS, POST",
            "GET    | /session/events                         | OPTIONS, POST",
            "PATCH  | /session/irrelevant                     | OPTIONS, POST",
            "GET    | /session/use-for-improvement            | OPTIONS, POST",
            "GET    | /sessions/use-for-improvement           | OPTIONS, POST",
            "POST   | /batch/sessions                         | GET, HEAD, OPTIONS",
            "GET    | /batch/release                          | OPTIONS, POST",
            "POST   | /batches                                | GET, HEAD, OPTIONS",
            "TRACE  | /batch                                  | GET, HEAD, OPTIONS",
            "QUERY  | /batch                                  | GET, HEAD, OPTIONS",
            "DELETE | /api/v1/clickstream/session             | GET, HEAD, OPTIONS, POST",
            "GET    | /api/v1/clickstream/internal/batch/release | OPTIONS, POST"})
    void another_method_is_405_with_those_that_are_allowed(String method, String path, String allowed) {
        var answer = given().contentType("application/json").body("{}").request(method, path);

        problem(answer, 405);
        assertThat(answer.header("Allow")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "application/problem+json", "text/*", "nonsense", "/", ","})
    void an_answer_that_is_not_json_can_not_be_had(String accepted) {
        problem(given().header("Accept", accepted).get("/batches"), 406);
    }

    @ParameterizedTest
    @CsvSource({"/session", "/session/events", "/session/irrelevant", "/session/use-for-improvement",
            "/sessions/use-for-improvement", "/batch/release"})
    void a_body_that_is_said_to_be_something_else_is_415(String path) {
        problem(given().contentType("text/plain").body("{}").post(path), 415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/json", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data",
            "application/problem+json", "application/vnd.x+json", "application/json5", "nonsense", "/", ";",
            "\"application/json\""})
    void whatever_else_a_body_is_said_to_be_is_415(String contentType) {
        RawHttp.send("POST /session HTTP/1.1", "Host: localhost", "Content-Type: " + contentType,
                "Content-Length: 0").problem(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/session?session_id=nope", "/batch?batch_id=nope", "/batch/sessions?batch_id=nope",
            "/batches?after=nope"})
    void what_is_said_of_a_body_that_a_call_does_not_take_is_no_matter(String uri) {
        Stream.of("text/plain", "nonsense", "/").forEach(contentType -> RawHttp
                .send("GET " + uri + " HTTP/1.1", "Host: localhost", "Content-Type: " + contentType).problem(404));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "GET /%ZZ HTTP/1.1                     | Host: localhost       | 400",
            "GET /{x} HTTP/1.1                     | Host: localhost       | 400",
            "GET /session?session_id=100% HTTP/1.1 | Host: localhost       | 400",
            "GET /session?session_id={x} HTTP/1.1  | Host: localhost       | 400",
            "POST /batches?limit=\"1\" HTTP/1.1    | Host: localhost       | 400",
            "GET /batches HTTP/1.1                 | Nohost: localhost     | 400",
            "GET /batches HTTP/1.1                 | Host: not a host      | 400",
            "GET /nope HTTP/1.1                    | Host: localhost:port  | 400",
            "GET nope HTTP/1.1                     | Host: localhost       | 404",
            "OPTIONS * HTTP/1.1                    | Host: localhost       | 404",
            "GET http://localhost/nope HTTP/1.1    | Host: localhost       | 404",
            "GET /nope HTTP/1.0                    | Accept: */*           | 404"})
    void a_request_that_is_odd_as_such_has_an_answer_with_a_body(String line, String header, int status) {
        RawHttp.send(line, header).problem(status);
    }

    @Test
    void a_long_path_gets_an_answer_with_a_body() {
        problem(Api.get("/" + "x".repeat(20_000)), 404);
    }
}
