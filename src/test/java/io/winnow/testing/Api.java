package io.winnow.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** The calls of a client, with made-up data. */
public final class Api {
    private Api() {}

    /** An id that no other test has. */
    public static String newId() {
        return UUID.randomUUID().toString();
    }

    public static Response post(String path, Object body) {
        return given().contentType("application/json").body(body).post(path);
    }

    public static Response get(String path) {
        return given().urlEncodingEnabled(false).get(path);
    }

    /** Until the service is ready; fails with what it said, which is the only trace of why. */
    public static void awaitReady() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200)).ignoreExceptions()
                .untilAsserted(() -> {
                    var answer = get("/q/health/ready");
                    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
                });
    }

    /** The value of one series of the metrics; -1 where it isn't there. */
    public static double meter(String series) {
        return metrics().lines().filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1))).findFirst().orElse(-1);
    }

    /** All that Prometheus would scrape. */
    public static String metrics() {
        return get("/q/metrics").then().statusCode(200).extract().asString();
    }

    /** Registers a session that showed the objects o1, o2 and o3. */
    public static String register() {
        var id = newId();
        post("/session", session(id)).then().statusCode(200);
        return id;
    }

    /** A session as it is sent, that shows the objects o1, o2 and o3. */
    public static Map<String, Object> session(String id) {
        return Map.of("session_id", id, "search_query", "query of " + id, "search_results", List.of(
                Map.of("object_id", "o1", "rank", 1), Map.of("object_id", "o2", "rank", 2.5),
                Map.of("object_id", "o3", "meta", Map.of("title", "Ein schöner \"Titel\" 🦊"))));
    }

    /** A session as it is sent, with further members, as JSON text. */
    public static String session(String id, String members) {
        return "{\"session_id\":\"" + id + "\",\"search_query\":\"q\",\"search_results\":[]," + members + "}";
    }

    /** Adds a click on an object. */
    public static void click(String sessionId, String eventId, String objectId) {
        post("/session/events", Map.of("session_id", sessionId, "events",
                List.of(Map.of("event_id", eventId, "object_id", objectId)))).then().statusCode(200);
    }

    /** Registers a session with a click on what was shown. */
    public static String clicked() {
        var id = register();
        click(id, "e1", "o1");
        return id;
    }

    public static JsonPath schedule(String sessionId) {
        return post("/session/use-for-improvement", Map.of("session_id", sessionId))
                .then().statusCode(200).extract().jsonPath();
    }

    /** Schedules so many sessions of one click each, in a batch of their own. */
    public static List<String> scheduledInFreshBatch(int count) {
        closeCollecting();
        return Stream.generate(Api::clicked).limit(count)
                .peek(id -> assertThat(schedule(id).getString("status")).isEqualTo("scheduled")).toList();
    }

    /** The batch that is collecting, as soon as there is one. */
    public static String collecting() {
        return Awaitility.await().until(
                () -> get("/batches?status=collecting").jsonPath().getString("batches[0].batch_id"), Objects::nonNull);
    }

    /** Releases whatever an earlier test left collecting. */
    public static void closeCollecting() {
        var id = newId();
        // The first release of a cold service on a busy machine may be late.
        assertThat(Awaitility.await().until(() -> release(id).statusCode(), status -> status != 503)).isIn(200, 404);
    }

    /** Releases and tells the batch's id. */
    public static String released() {
        return release(newId()).then().statusCode(200).extract().jsonPath().getString("batch_id");
    }

    public static Response release(String releaseId) {
        return post("/batch/release", Map.of("release_id", releaseId));
    }

    /** All snapshots of a batch, read by pages of this size. */
    public static List<Map<String, Object>> walk(String batchId, int pageSize) {
        var sessions = new ArrayList<Map<String, Object>>();
        for (Integer after = 0; after != null;) {
            var page = get("/batch/sessions?batch_id=" + batchId + "&after_number=" + after + "&limit=" + pageSize)
                    .then().statusCode(200).extract().jsonPath();
            sessions.addAll(page.getList("sessions"));
            after = page.get("last_number");
        }
        return sessions;
    }
}
