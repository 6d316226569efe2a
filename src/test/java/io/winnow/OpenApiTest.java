package io.winnow;

import static io.restassured.RestAssured.given;
import static io.winnow.testing.Api.collecting;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.winnow.testing.Api;
import io.winnow.testing.DocumentSchemas;
import io.winnow.testing.Servers;

/** What is really answered, held against the OpenAPI document. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OpenApiTest {
    private static final String DOCUMENT = "/q/openapi?format=json";

    @Test
    void every_answer_is_as_documented() {
        var document = DocumentSchemas.at(DOCUMENT);
        var session = scheduledInFreshBatch(1).get(0);
        var known = Map.of("session_id", session);
        var unknown = Map.of("session_id", newId());
        var event = Map.of("event_id", "e9", "object_id", "o1");

        post(document, "/session", Api.session(newId()), 200);
        post(document, "/session", Map.of("session_id", 5), 422);
        post(document, "/session", "x".repeat(3_000_000), 413);
        get(document, "/session", "session_id=" + session, 200);
        get(document, "/session", "session_id=" + newId(), 404);
        get(document, "/session", "unrelated=1", 422);
        post(document, "/session/events", Map.of("session_id", session, "events", List.of(event)), 200);
        post(document, "/session/events", Map.of("session_id", session, "events",
                List.of(Map.of("event_id", "e", "object_id", "o", "created_at", 17))), 400);
        post(document, "/session/events", Map.of("session_id", session, "events", List.of()), 422);
        post(document, "/session/irrelevant", known, 200);
        post(document, "/session/irrelevant", unknown, 404);
        post(document, "/session/use-for-improvement", known, 200);
        post(document, "/session/use-for-improvement", unknown, 404);
        post(document, "/sessions/use-for-improvement", Map.of("session_ids", List.of(session)), 200);
        post(document, "/sessions/use-for-improvement", Map.of("criterion", Map.of("created_from", 1)), 200);
        post(document, "/sessions/use-for-improvement", Map.of("criterion", Map.of()), 422);
        get(document, "/batches", "limit=2", 200);
        var batch = released();
        get(document, "/batch", "batch_id=" + batch, 200);
        get(document, "/batch", "batch_id=nope", 404);
        get(document, "/batch/sessions", "batch_id=" + batch, 200);
        get(document, "/batch/sessions", "batch_id=" + batch + "&after_number=1000", 200);
        get(document, "/batch/sessions", "batch_id=" + batch + "&limit=0", 422);
        get(document, "/batch/sessions", "batch_id=nope", 404);
        get(document, "/batch/export/manifest", "batch_id=" + batch, 200);
        get(document, "/batch/export/manifest", "batch_id=nope", 404);
        get(document, "/batch/export", "batch_id=nope", 404);
        get(document, "/batch/export", "batch_id=" + batch + "&format=nope", 422);
        get(document, "/batch/report", "batch_id=" + batch, 200);
        get(document, "/batch/report", "batch_id=nope", 404);
        get(document, "/batches", "status=released", 200);
        get(document, "/batches", "status=nope", 422);
        post(document, "/batch/release", Map.of("release_id", newId()), 404);
        post(document, "/session/use-for-improvement", Map.of("session_id", Api.clicked()), 200);
        post(document, "/batch/release", Map.of("release_id", newId()), 200);
        scheduledInFreshBatch(1);
        post(document, "/batch/announce", Map.of("batch_id", batch), 200);
        post(document, "/batch/announce", Map.of("batch_id", collecting()), 409);
        post(document, "/batch/announce", Map.of("batch_id", "nope"), 404);
        post(document, "/batch/announce", Map.of("batch_id", 17), 422);
        importLog(document, "?schedule=true", "application/x-ndjson", 200);
        importLog(document, "?schedule=maybe", "application/x-ndjson", 422);
        importLog(document, "", "application/json", 415);
        assertDocumented(document, "post", "/session", given().contentType("text/plain").body("{}").post("/session"),
                415);
        assertDocumented(document, "get", "/batches", given().accept("text/csv").get("/batches"), 406);
        assertDocumented(document, "get", "/asyncapi", Api.get("/asyncapi"), 200);
        get(document, "/asyncapi", "%FF", 422);
        assertDocumented(document, "get", "/asyncapi", given().accept("text/csv").get("/asyncapi"), 406);
    }

    @Test
    void every_call_stands_under_each_of_its_prefixes_with_the_same_answers() {
        var paths = DocumentSchemas.at(DOCUMENT).root().get("paths");

        Map.of("/session", "", "/session/events", "", "/session/irrelevant", "", "/session/use-for-improvement",
                "/internal",
                "/batch/sessions", "/internal", "/batch/release", "/internal").forEach((path, internal) -> {
                    var alias = paths.get("/api/v1/clickstream" + internal + path);
                    paths.get(path).properties().forEach(operation -> assertThat(
                            alias.get(operation.getKey()).get("responses"))
                            .isEqualTo(operation.getValue().get("responses")));
                });
    }

    @Test
    void every_example_is_as_documented() {
        var document = DocumentSchemas.at(DOCUMENT);
        document.root().at("/components/schemas").properties().forEach(schema -> schema.getValue().path("examples")
                .forEach(example -> assertThat(document.faults("#/components/schemas/" + schema.getKey(), example))
                        .as(schema.getKey()).isEmpty()));
        document.root().at("/components/responses").forEach(response -> {
            var content = response.at("/content/application~1problem+json");
            assertThat(document.faults(content.get("schema"), content.get("example"))).isEmpty();
        });
    }

    @Test
    void the_document_is_the_same_in_both_formats_however_they_are_asked_for() throws IOException {
        var json = given().accept("application/json").get("/q/openapi").then().statusCode(200)
                .contentType("application/json").extract().asByteArray();
        var yaml = given().get("/q/openapi").then().statusCode(200).contentType("application/yaml").extract()
                .asByteArray();

        assertThat(new ObjectMapper(new YAMLFactory()).readTree(yaml)).isEqualTo(new ObjectMapper().readTree(json));
        assertThat(given().get("/q/openapi.json").asByteArray()).isEqualTo(json);
        assertThat(given().get("/q/openapi.yaml").asByteArray()).isEqualTo(yaml);
        assertThat(given().head("/q/openapi").statusCode()).isEqualTo(200);
    }

    @Test
    void swagger_ui_is_served() {
        given().get("/q/swagger-ui/").then().statusCode(200);
    }

    private static void post(DocumentSchemas document, String path, Object body, int status) {
        assertDocumented(document, "post", path, Api.post(path, body), status);
    }

    private static void importLog(DocumentSchemas document, String query, String type, int status) {
        assertDocumented(document, "post", "/session/import",
                given().contentType(type).body(new byte[0]).post("/session/import" + query), status);
    }

    private static void get(DocumentSchemas document, String path, String query, int status) {
        assertDocumented(document, "get", path, Api.get(path + "?" + query), status);
    }

    private static void assertDocumented(DocumentSchemas document, String method, String path, Response answer,
            int status) {
        assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(status);
        document.assertDocumented(method, path, status, answer.contentType(), answer.asByteArray());
    }
}
