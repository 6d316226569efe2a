package io.winnow.session;

import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.session;
import static io.winnow.testing.Problems.faults;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Servers;

/** Each field of each body: missing, of another type, too long. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class InvalidFieldsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/session                     | {} | search_query: is required, session_id: is required, search_results: is required",
            "/session/events              | {} | session_id: is required, events: is required",
            "/session/irrelevant          | {} | session_id: is required",
            "/session/use-for-improvement | {} | session_id: is required",
            "/sessions/use-for-improvement | {} | body: must have either session_ids or criterion",
            "/batch/release               | {} | release_id: is required",
            "/batch/release               | {\"session_id\":\"s\",\"release_id\":null} | release_id: is required"})
    void all_that_is_missing_is_named_at_once(String path, String body, String faults) {
        assertThat(faults(post(path, body))).containsExactly(faults.split(", "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"session_id\":5                                 | session_id: must be a text",
            "\"session_id\":\"\"                              | session_id: must not be empty",
            "\"search_query\":5                               | search_query: must be a text",
            "\"search_results\":{}                            | search_results: must be a list",
            "\"search_results\":\"[]\"                        | search_results: must be a list",
            "\"search_results\":[5]                           | search_results[0]: must be a JSON object",
            "\"search_results\":[{}]                          | search_results[0].object_id: is required",
            "\"search_results\":[{\"object_id\":7}]           | search_results[0].object_id: must be a text",
            "\"search_results\":[{\"object_id\":\"\"}]        | search_results[0].object_id: must not be empty",
            "\"search_results\":[{\"object_id\":\"o\",\"rank\":\"1\"}]  | search_results[0].rank: must be a number",
            "\"search_results\":[{\"object_id\":\"o\",\"rank\":true}]   | search_results[0].rank: must be a number",
            "\"sort_by\":\"field\"                            | sort_by: must be a JSON object",
            "\"sort_by\":{\"order\":\"asc\"}                  | sort_by.field: is required",
            "\"sort_by\":{\"field\":\"f\",\"order\":\"up\"}   | sort_by.order: must be asc or desc",
            "\"sort_by\":{\"field\":\"f\",\"order\":1}        | sort_by.order: must be a text",
            "\"user_id\":5                                    | user_id: must be a text",
            "\"user_id\":\"\"                                 | user_id: must not be empty",
            "\"created_at\":\"1795469817\"                    | created_at: must be an integer",
            "\"created_at\":1795469817.0                      | created_at: must be an integer",
            "\"created_at\":9223372036854775808               | created_at: must fit into 64 bits",
            "\"created_at\":-123456789012345678901234567890   | created_at: must fit into 64 bits",
            "\"is_payload_search\":\"true\"                   | is_payload_search: must be true or false",
            "\"is_payload_search\":1                          | is_payload_search: must be true or false"})
    void a_field_of_a_session_has_its_type(String member, String fault) {
        var others = Stream.of("\"session_id\":\"s\"", "\"search_query\":\"q\"", "\"search_results\":[]")
                .filter(other -> !member.startsWith(other.substring(0, other.indexOf(':')))).toList();

        var answer = post("/session", "{" + String.join(",", others) + "," + member + "}");

        assertThat(faults(answer)).containsExactly(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"events\":{}                                                | events: must be a list",
            "\"events\":null                                              | events: is required",
            "\"events\":[]                                                | events: must have at least one item",
            "\"events\":[null]                                            | events[0]: must be a JSON object",
            "\"events\":[{\"object_id\":\"o\"}]                           | events[0].event_id: is required",
            "\"events\":[{\"event_id\":\"e\"}]                            | events[0].object_id: is required",
            "\"events\":[{\"event_id\":1,\"object_id\":\"o\"}]            | events[0].event_id: must be a text",
            "\"events\":[{\"event_id\":\"e\",\"object_id\":\"\"}]         | events[0].object_id: must not be empty",
            "\"events\":[{\"event_id\":\"e\",\"object_id\":\"o\",\"event_type\":5}]      | events[0].event_type: must be a text",
            "\"events\":[{\"event_id\":\"e\",\"object_id\":\"o\",\"event_type\":\"\"}]   | events[0].event_type: must not be empty",
            "\"events\":[{\"event_id\":\"e\",\"object_id\":\"o\",\"created_at\":\"1\"}]  | events[0].created_at: must be an integer",
            "\"events\":[{\"event_id\":\"e\",\"object_id\":\"o\",\"created_at\":1e3}]    | events[0].created_at: must be an integer"})
    void a_field_of_an_event_has_its_type(String member, String fault) {
        assertThat(faults(post("/session/events", "{\"session_id\":\"s\"," + member + "}"))).containsExactly(fault);
    }

    static Stream<Arguments> ids() {
        var session = "{\"session_id\":\"s\",\"search_query\":\"q\",\"search_results\":[],";
        var event = "{\"session_id\":\"s\",\"events\":[{\"event_id\":\"e\",\"object_id\":\"o\",";
        return Stream.of(
                Arguments.of("/session", "{\"session_id\":\"%\",\"search_query\":\"q\",\"search_results\":[]}",
                        "session_id"),
                Arguments.of("/session", session + "\"user_id\":\"%\"}", "user_id"),
                Arguments.of("/session", session + "\"sort_by\":{\"field\":\"%\"}}", "sort_by.field"),
                Arguments.of("/session", session.replace("[]", "[{\"object_id\":\"%\"}]") + "\"a\":1}",
                        "search_results[0].object_id"),
                Arguments.of("/session/events", event.replace("\"s\"", "\"%\"") + "\"a\":1}]}", "session_id"),
                Arguments.of("/session/events", event.replace("\"e\"", "\"%\"") + "\"a\":1}]}", "events[0].event_id"),
                Arguments.of("/session/events", event.replace("\"o\"", "\"%\"") + "\"a\":1}]}", "events[0].object_id"),
                Arguments.of("/session/events", event + "\"event_type\":\"%\"}]}", "events[0].event_type"),
                Arguments.of("/session/irrelevant", "{\"session_id\":\"%\"}", "session_id"),
                Arguments.of("/session/use-for-improvement", "{\"session_id\":\"%\"}", "session_id"),
                Arguments.of("/batch/release", "{\"release_id\":\"%\"}", "release_id"));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void an_id_of_257_characters_is_refused(String path, String body, String field) {
        assertThat(faults(post(path, body.replace("%", "x".repeat(257)))))
                .containsExactly(field + ": must have at most 256 characters");
    }

    @Test
    void a_session_id_of_256_emoji_is_taken_and_found_again() {
        // So that no other test has it.
        var id = "🦊".repeat(220) + newId();
        post("/session", session(id)).then().statusCode(200);

        var found = get(
                "/session?session_id=" + java.net.URLEncoder.encode(id, java.nio.charset.StandardCharsets.UTF_8));

        assertThat(found.jsonPath().getString("session_id")).isEqualTo(id);
    }
}
