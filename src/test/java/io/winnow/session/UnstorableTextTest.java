package io.winnow.session;

import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Problems.faults;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Servers;

/** NUL, which PostgreSQL can't store, and lone surrogates, which UTF-8 can't say: refused in any text there is. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class UnstorableTextTest {

    /** A body with {@code %} where the text goes, and how that place is named. */
    static Stream<Arguments> places() {
        var session = "{\"session_id\":\"s\",\"search_query\":\"q\",\"search_results\":[],";
        var event = "{\"session_id\":\"s\",\"events\":[{\"event_id\":\"e\",\"object_id\":\"o\"},";
        return Stream.of(
                Arguments.of("/session", "{\"session_id\":\"%\",\"search_query\":\"q\",\"search_results\":[]}",
                        "session_id"),
                Arguments.of("/session", "{\"session_id\":\"s\",\"search_query\":\"%\",\"search_results\":[]}",
                        "search_query"),
                Arguments.of("/session", "{\"session_id\":\"s\",\"search_query\":\"q\",\"search_results\":"
                        + "[{\"object_id\":\"%\"}]}", "search_results[0].object_id"),
                Arguments.of("/session", "{\"session_id\":\"s\",\"search_query\":\"q\",\"search_results\":"
                        + "[{\"object_id\":\"o\",\"meta\":[{\"a\":\"%\"}]}]}", "search_results[0].meta[0].a"),
                Arguments.of("/session", session + "\"search_meta\":\"%\"}", "search_meta"),
                Arguments.of("/session", session + "\"payload_filter\":{\"a\":[[\"%\"]]}}", "payload_filter.a[0][0]"),
                Arguments.of("/session", session + "\"sort_by\":{\"field\":\"%\"}}", "sort_by.field"),
                Arguments.of("/session", session + "\"user_id\":\"%\"}", "user_id"),
                Arguments.of("/session", session + "\"unknown\":{\"a\":\"%\"}}", "unknown.a"),
                Arguments.of("/session/events", "{\"session_id\":\"%\",\"events\":[{\"event_id\":\"e\","
                        + "\"object_id\":\"o\"}]}", "session_id"),
                Arguments.of("/session/events", event + "{\"event_id\":\"%\",\"object_id\":\"o\"}]}",
                        "events[1].event_id"),
                Arguments.of("/session/events", event + "{\"event_id\":\"e\",\"object_id\":\"%\"}]}",
                        "events[1].object_id"),
                Arguments.of("/session/events",
                        event + "{\"event_id\":\"e\",\"object_id\":\"o\",\"event_type\":\"%\"}]}",
                        "events[1].event_type"),
                Arguments.of("/session/events",
                        event + "{\"event_id\":\"e\",\"object_id\":\"o\",\"meta\":{\"a\":\"%\"}}]}",
                        "events[1].meta.a"),
                Arguments.of("/session/irrelevant", "{\"session_id\":\"%\"}", "session_id"),
                Arguments.of("/session/use-for-improvement", "{\"session_id\":\"%\"}", "session_id"),
                Arguments.of("/batch/release", "{\"release_id\":\"%\"}", "release_id"));
    }

    @ParameterizedTest
    @MethodSource("places")
    void a_nul_is_refused_by_the_name_of_its_place(String path, String body, String field) {
        assertThat(faults(post(path, body.replace("%", "a\\u0000b"))))
                .containsExactly(field + ": contains a NUL character");
    }

    @ParameterizedTest
    @MethodSource("places")
    void a_lone_surrogate_is_refused_by_the_name_of_its_place(String path, String body, String field) {
        assertThat(faults(post(path, body.replace("%", "\\ud83e"))))
                .containsExactly(field + ": contains a lone surrogate");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"session_id\":\"s\",\"%\":1}                           | body",
            "{\"session_id\":\"s\",\"search_meta\":{\"a\":[{\"%\":1}]}} | search_meta.a[0]",
            "{\"session_id\":\"s\",\"unknown\":{\"%\":1}}             | unknown"})
    void a_nul_in_a_key_is_refused(String body, String field) {
        assertThat(faults(post("/session", body.replace("%", "\\u0000"))))
                .contains(field + ": has a key with a NUL or a lone surrogate");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/session?session_id=a%00b         | session_id: contains a NUL character",
            "/session?session_id=%ED%A0%80     | session_id: must be percent-encoded UTF-8",
            "/session?session_id=%FF           | session_id: must be percent-encoded UTF-8",
            "/session?session_id=s&other=%C3   | other: must be percent-encoded UTF-8",
            "/batch?batch_id=%00               | batch_id: contains a NUL character",
            "/batch?batch_id=%ED%B0%80         | batch_id: must be percent-encoded UTF-8",
            "/batch/sessions?batch_id=1%00     | batch_id: contains a NUL character",
            "/batch/sessions?batch_id=%F5      | batch_id: must be percent-encoded UTF-8",
            "/batches?after=%00                | after: contains a NUL character",
            "/batches?status=%00               | status: must be one of collecting, released"})
    void query_parameters_are_held_to_the_same(String path, String fault) {
        assertThat(faults(get(path))).containsExactly(fault);
    }
}
