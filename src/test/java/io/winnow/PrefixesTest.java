package io.winnow;

import static io.restassured.RestAssured.given;
import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.session;
import static io.winnow.testing.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.winnow.testing.Servers;

/** The whole journey, bare and as clients of Embedding Studio make it. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class PrefixesTest {
    private static final String ALIAS = "/api/v1/clickstream";

    @ParameterizedTest
    @CsvSource({"'', ''", ALIAS + ", " + ALIAS + "/internal"})
    void a_session_goes_from_its_search_to_a_released_batch(String prefix, String internal) {
        closeCollecting();
        var id = newId();
        var known = Map.of("session_id", id);
        var events = List.of(Map.of("event_id", "e1", "object_id", "o1"));

        post(prefix + "/session", session(id)).then().statusCode(200).body("session_id", equalTo(id));
        post(prefix + "/session/events", Map.of("session_id", id, "events", events)).then().statusCode(200)
                .body("accepted", equalTo(1));
        post(prefix + "/session/irrelevant", known).then().statusCode(200).body("is_irrelevant", equalTo(true));
        get(prefix + "/session?session_id=" + id).then().statusCode(200).body("events", hasSize(1));
        post(internal + "/session/use-for-improvement", known).then().statusCode(200)
                .body("status", equalTo("scheduled"));
        var batch = post(internal + "/batch/release", Map.of("release_id", newId())).then().statusCode(200)
                .body("session_count", equalTo(1)).extract().jsonPath().getString("batch_id");
        get(internal + "/batch/sessions?batch_id=" + batch).then().statusCode(200)
                .body("sessions[0].session_id", equalTo(id));
    }

    @ParameterizedTest
    @CsvSource({
            "GET,  /session?session_id=nobody,       ''",
            "GET,  /session?session_id=,             ''",
            "PUT,  /session,                         ''",
            "POST, /session,                         ''",
            "POST, /session/events,                  ''",
            "POST, /session/irrelevant,              ''",
            "POST, /session/use-for-improvement,     /internal",
            "GET,  /batch/sessions?batch_id=nope,    /internal",
            "GET,  /batch/sessions?batch_id=1&limit=0, /internal",
            "POST, /batch/release,                   /internal"})
    void errors_are_the_same_under_each_prefix(String method, String path, String internal) {
        var bare = request(method, path);

        var alias = request(method, ALIAS + internal + path);

        assertThat(problem(alias, bare.statusCode())).isEqualTo(problem(bare, bare.statusCode()));
    }

    private static Response request(String method, String path) {
        return given().contentType("application/json").body("{\"search_query\":5}")
                .request(method, path);
    }
}
