package io.winnow.session;

import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.register;
import static io.winnow.testing.Api.session;
import static io.winnow.testing.DocumentSchemas.json;
import static io.winnow.testing.Problems.problem;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Database;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class SessionsTest {

    @Test
    void the_same_id_again_answers_with_the_first_one_unchanged() {
        var id = newId();
        var first = post("/session", session(id)).then().statusCode(200).extract().asString();

        var again = post("/session", session(id, "\"search_meta\":{\"other\":true},\"user_id\":\"another\""));

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.asString()).isEqualTo(first);
        assertThat(get("/session?session_id=" + id).asString()).startsWith(first.substring(0, first.length() - 1));
    }

    /** It is put together by the service then, and by PostgreSQL from now on. */
    @Test
    void the_first_answer_shows_a_session_as_all_later_ones_whatever_its_texts_are() {
        var odd = IntStream.rangeClosed(1, 0x7f).mapToObj(Character::toString)
                .collect(joining("", "", "ü🦊\u00a0\u2028\ufeff\uffff"));
        var session = Map.of("session_id", odd + newId(), "search_query", odd, "user_id", odd,
                "search_results", List.of(Map.of("object_id", odd, "rank", 1.50, "meta", Map.of(odd, odd))),
                "search_meta", odd, "payload_filter", List.of(odd), "sort_by", Map.of("field", odd, "order", "desc"),
                "created_at", Instant.now().getEpochSecond() - 7, "is_payload_search", true);

        var first = post("/session", session);
        var again = post("/session", session);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
    }

    @Test
    void what_is_absent_comes_back_as_null_and_what_is_unknown_not_at_all() {
        var id = newId();

        var answer = post("/session", "{\"unknown\":[1],\"session_id\":\"%s\",\"search_query\":\"q\",".formatted(id)
                + "\"search_results\":[{\"object_id\":\"o\",\"unknown\":{}}],\"__proto__\":{\"a\":1}}");

        assertThat(answer.asString().replaceFirst("\"created_at\":\\d+", "\"created_at\":0")).isEqualTo(
                "{\"session_id\":\"%s\",\"search_query\":\"q\",\"search_results\":[{\"object_id\":\"o\",\"rank\":null,"
                        .formatted(id)
                        + "\"meta\":null}],\"search_meta\":null,\"payload_filter\":null,\"sort_by\":null,"
                        + "\"user_id\":null,\"created_at\":0,\"is_payload_search\":false,\"is_irrelevant\":false}");
    }

    @Test
    void ids_of_results_are_kept_whatever_they_look_like_and_in_their_order() {
        var id = newId();
        var odd = List.of("o\"{},\\ NULL", "NULL", " a'b ", "\\");
        var results = odd.stream().map(object -> Map.of("object_id", object)).toList();

        post("/session", Map.of("session_id", id, "search_query", "q", "search_results", results)).then()
                .statusCode(200);

        assertThat(Database.query("select unnest(shown) from session where session_id = ?", id))
                .isEqualTo(odd);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "1.10", "100", "0.5", "-7", "123456789012345678901234567890", "9223372036854775808", "1E+308", "1E-400",
            "0.1234567890123456789012345678901234567890", "\"\"", "\"Ein schöner \\\"Titel\\\" 🦊\"", "\"\\\\u0000\"",
            "\"\u202eRTL\u2028\"", "{\"\":1,\" \":2,\"a.b\":3,\"__proto__\":4,\"ü🦊\":5}", "[[[]],{},null,true]"})
    void any_json_comes_back_as_it_was_sent(String json) {
        var id = newId();
        post("/session", session(id, "\"search_meta\":" + json + ",\"payload_filter\":[" + json + "]"));

        var found = get("/session?session_id=" + id);

        assertThat(new String(found.asByteArray(), StandardCharsets.UTF_8))
                .contains("\"search_meta\":" + json + ",\"payload_filter\":[" + json + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "a b", "a/b", "../..", "\"", "'; drop table session; --", "%", "%00", "a+b", "a&b=c", "ü", "🦊", "e\u0301",
            "\n\t", "\u202eRTL", "\uffff", "null", "{x}", "${x}"})
    void a_session_is_found_whatever_its_id_looks_like(String start) {
        var id = start + newId();
        post("/session", Map.of("session_id", id, "search_query", "q", "search_results", List.of()));

        var found = get("/session?session_id=" + URLEncoder.encode(id, StandardCharsets.UTF_8));

        assertThat(json(found.asByteArray()).path("session_id").textValue()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"search_query\":\"\",\"payload_filter\":{\"a\":1}                                | true",
            "\"search_query\":\"q\",\"payload_filter\":{\"a\":1}                               | false",
            "\"search_query\":\"q\",\"is_payload_search\":true                                 | true",
            "\"search_query\":\"\"                                                             | false"})
    void a_payload_search_is_told_as_such(String members, boolean isOne) {
        var answer = post("/session", "{\"session_id\":\"" + newId() + "\",\"search_results\":[]," + members + "}");

        answer.then().statusCode(200).body("is_payload_search", equalTo(isOne));
    }

    @Test
    void an_order_comes_back_with_its_direction() {
        post("/session", session(newId(), "\"sort_by\":{\"field\":\"price\"}")).then().statusCode(200)
                .body("sort_by", equalTo(Map.of("field", "price", "order", "asc")));
    }

    @Test
    void a_mark_shows_and_a_second_one_changes_nothing() {
        var id = register();
        var marked = post("/session/irrelevant", Map.of("session_id", id)).then().statusCode(200)
                .body("is_irrelevant", equalTo(true)).extract().asString();

        var again = post("/session/irrelevant", Map.of("session_id", id));

        assertThat(again.asString()).isEqualTo(marked);
        get("/session?session_id=" + id).then().body("is_irrelevant", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/session/irrelevant", "/session/use-for-improvement"})
    void a_call_about_an_unknown_session_is_404_and_names_it(String path) {
        var id = newId();

        var problem = problem(post(path, Map.of("session_id", id)), 404);

        assertThat(problem.get("detail").textValue()).isEqualTo("Session with id=" + id + " not found");
    }

    @Test
    void an_unknown_session_is_404_and_named() {
        assertThat(problem(get("/session?session_id=n%C3%B6%20%F0%9F%A6%8A"), 404).get("detail").textValue())
                .isEqualTo("Session with id=nö 🦊 not found");
    }
}
