package io.winnow.export;

import static io.restassured.RestAssured.given;
import static io.winnow.testing.Api.click;
import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.collecting;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.register;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.schedule;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static io.winnow.testing.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.github.luben.zstd.ZstdInputStream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.DisabledOnIntegrationTest;
import io.quarkus.test.junit.DisabledOnIntegrationTest.ArtifactType;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.winnow.testing.Database;
import io.winnow.testing.LargeBatch;
import io.winnow.testing.RawHttp;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ExportTest {
    private static String session;
    private static String secondClicked;
    private static String twelve;

    @Test
    void sessions_are_the_lines_of_the_pages_and_give_the_digest_of_the_batch() throws Exception {
        scheduledInFreshBatch(3);
        var batch = released();

        var lines = export(batch, "").split("\n");

        var page = get("/batch/sessions?batch_id=" + batch).asString();
        assertThat(page).contains("\"sessions\":[" + String.join(",", lines) + "]");
        var chain = new byte[32];
        for (var line : lines) {
            chain = sha256(chain, sha256(line.getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(get("/batch?batch_id=" + batch).jsonPath().getString("digest"))
                .isEqualTo(HexFormat.of().formatHex(chain));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "format=pairs | {\"anchor\":\"QUERY\",\"positive\":\"o2\"}",
            "format=pairs&text_field=title | ",
            "format=triplets | {\"anchor\":\"QUERY\",\"positive\":\"o2\",\"negative\":\"o1\"}~{\"anchor\":\"QUERY\",\"positive\":\"o2\",\"negative\":\"o3\"}",
            "format=triplets&negatives=1 | {\"anchor\":\"QUERY\",\"positive\":\"o2\",\"negative\":\"o1\"}",
            "format=triplets&labels=cascade | {\"anchor\":\"QUERY\",\"positive\":\"o2\",\"negative\":\"o1\"}",
            "format=lists | {\"query\":\"QUERY\",\"docs\":[\"o1\",\"o2\",\"o3\"],\"labels\":[0,1,0]}",
            "format=lists&weights=click%3D0.5 | {\"query\":\"QUERY\",\"docs\":[\"o1\",\"o2\",\"o3\"],\"labels\":[0.0,0.5,0.0]}",
            "format=lists&labels=coec | {\"query\":\"QUERY\",\"docs\":[\"o1\",\"o2\",\"o3\"],\"labels\":[0.0,1.0,0.0]}",
            "format=svmlight | 0 qid:1 1:1 # o1~1 qid:1 1:2 # o2~0 qid:1 1:3 # o3",
            "format=svmlight&features=price,rank | 0 qid:1 2:1 # o1~1 qid:1 2:2 # o2~0 qid:1 2:3 # o3",
            "format=lightgbm&features=rank,price | 0\t1\tnan~1\t2\tnan~0\t3\tnan",
            "format=groups | 3",
            "format=qrels&weights=click%3D0.25 | 1 0 o1 0~1 0 o2 1~1 0 o3 0",
            "format=qrels | 1 0 o1 0~1 0 o2 1~1 0 o3 0",
            "format=topics | 1\tQUERY"})
    void each_format_has_its_layout(String options, String rows) {
        var file = export(secondClicked(), "&" + options);

        var expected = rows == null ? "" : rows.replace("QUERY", "query of " + session).replace('~', '\n') + "\n";
        assertThat(file).isEqualTo(expected);
    }

    @Test
    void what_stands_for_an_object_and_what_describes_it_are_fields_of_its_meta() {
        closeCollecting();
        var id = newId();
        post("/session", Map.of("session_id", id, "search_query", "fox", "search_results", List.of(
                Map.of("object_id", "o1", "meta", Map.of("title", "Fox", "price", 12.5)),
                Map.of("object_id", "o2", "meta", Map.of("title", "Fox", "price", 7)),
                Map.of("object_id", "o3", "meta", Map.of("title", "Füchse \"2\" 🦊")),
                Map.of("object_id", "o4")))).then().statusCode(200);
        List.of("o1", "o3", "o4").forEach(object -> click(id, "on " + object, object));
        schedule(id);
        var batch = released();

        assertThat(export(batch, "&format=pairs&text_field=title")).isEqualTo("""
                {"anchor":"fox","positive":"Fox"}
                {"anchor":"fox","positive":"Füchse \\"2\\" 🦊"}
                """);
        assertThat(export(batch, "&format=lists&text_field=title")).isEqualTo(
                "{\"query\":\"fox\",\"docs\":[\"Fox\",\"Füchse \\\"2\\\" 🦊\"],\"labels\":[1,1]}\n");
        assertThat(export(batch, "&format=triplets&text_field=title")).isEmpty();
        assertThat(get("/batch/export/manifest?batch_id=" + batch + "&format=lists&text_field=title").jsonPath()
                .<Map<String, Integer>>get("counts.rows_left_out")).isEqualTo(Map.of("no_text", 1, "same_text", 1));
        assertThat(export(batch, "&format=svmlight&features=price")).isEqualTo(
                "1 qid:1 1:12.5 # o1\n0 qid:1 1:7 # o2\n1 qid:1 # o3\n1 qid:1 # o4\n");
        assertThat(export(batch, "&format=lightgbm&features=price,%20rank")).isEqualTo(
                "1\t12.5\t1\n0\t7\t2\n1\tnan\t3\n1\tnan\t4\n");
    }

    @Test
    void an_event_is_a_click_where_its_type_is_worth_something() {
        closeCollecting();
        var id = register();
        post("/session/events", Map.of("session_id", id, "events", Stream.of("o1", "o2", "o3")
                .map(object -> Map.of("event_id", "seen " + object, "object_id", object, "event_type", "impression"))
                .toList())).then().statusCode(200);
        click(id, "e1", "o2");
        schedule(id);
        var batch = released();

        assertThat(export(batch, "&format=qrels&labels=clicks")).isEqualTo("1 0 o1 1\n1 0 o2 1\n1 0 o3 1\n");
        for (var labels : List.of("clicks", "coec", "weights")) {
            assertThat(export(batch, "&format=qrels&weights=click=1&labels=" + labels)).as(labels)
                    .isEqualTo("1 0 o1 0\n1 0 o2 1\n1 0 o3 0\n");
        }
        assertThat(get("/batch/report?weights=click=1&batch_id=" + batch).jsonPath()
                .getList("quality.click_through.clicked")).isEqualTo(List.of(0, 1, 0));
    }

    private static String twelve() {
        if (twelve == null) {
            scheduledInFreshBatch(12);
            twelve = released();
        }
        return twelve;
    }

    /** A batch of one session, whose second object was clicked: the same for all that only read it. */
    private static String secondClicked() {
        if (secondClicked == null) {
            closeCollecting();
            session = register();
            click(session, "e1", "o2");
            schedule(session);
            secondClicked = released();
        }
        return secondClicked;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void a_file_is_compressed_where_the_client_accepts_it(String coding) throws Exception {
        var batch = secondClicked();

        var answer = given().config(io.restassured.config.RestAssuredConfig.config().decoderConfig(
                io.restassured.config.DecoderConfig.decoderConfig().noContentDecoders()))
                .header("Accept-Encoding", coding).get("/batch/export?batch_id=" + batch);

        assertThat(answer.header("Content-Encoding")).isEqualTo(coding);
        assertThat(decoded(coding, answer.asByteArray())).isEqualTo(export(batch, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"format=sessions", "format=pairs&split=train", "format=lists&labels=coec"})
    void a_manifest_tells_what_the_file_is(String options) throws Exception {
        var batch = secondClicked();
        var file = export(batch, "&" + options).getBytes(StandardCharsets.UTF_8);

        var manifest = get("/batch/export/manifest?batch_id=" + batch + "&" + options).then().statusCode(200)
                .extract().jsonPath();

        assertThat(manifest.getLong("bytes")).isEqualTo(file.length);
        assertThat(manifest.getString("sha256")).isEqualTo(HexFormat.of().formatHex(sha256(file)));
        assertThat(manifest.getString("digest"))
                .isEqualTo(get("/batch?batch_id=" + batch).jsonPath().getString("digest"));
        var told = get("/batch?batch_id=" + batch).jsonPath();
        assertThat(manifest.getString("batch_digest")).isEqualTo(told.getString("digest"));
        assertThat(manifest.getString("release_id")).isEqualTo(told.getString("release_id"));
        assertThat(manifest.getInt("schema_version")).isEqualTo(2);
        assertThat(manifest.<Map<String, String>>get("options")).containsEntry("format",
                options.replaceAll("format=|&.*", ""));
        assertThat(manifest.getInt("counts.sessions_in")).isEqualTo(1);
        var isLeftOut = manifest.getInt("counts.sessions_out") == 0;
        assertThat(manifest.getInt("counts.rows_out")).isEqualTo(isLeftOut ? 0 : 1);
        assertThat(manifest.<Map<String, Integer>>get("counts.sessions_left_out"))
                .isEqualTo(isLeftOut ? Map.of("other_side", 1) : Map.of());
    }

    @Test
    void a_batch_that_is_not_what_its_digest_says_is_not_handed_out_as_if_it_were() throws Exception {
        scheduledInFreshBatch(1);
        var batch = released();
        var answer = tampered(batch, () -> get("/batch/export/manifest?batch_id=" + batch));

        assertThat(answer.statusCode()).isEqualTo(500);
    }

    @Test
    @DisabledOnIntegrationTest(forArtifactTypes = ArtifactType.JAR, value = "takes long, and the jar is no different")
    void an_export_that_fails_in_the_middle_does_not_look_complete() throws Exception {
        closeCollecting();
        for (var i = 0; i < 4; i++) {
            var id = newId();
            post("/session", Map.of("session_id", id, "search_query", "q", "search_results",
                    List.of(Map.of("object_id", "o1", "meta", "x".repeat(1_000_000))))).then().statusCode(200);
            click(id, "e1", "o1");
            schedule(id);
        }
        var batch = released();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port
                + "/batch/export?batch_id=" + batch)).version(HttpClient.Version.HTTP_1_1).build();

        tampered(batch, () -> {
            var head = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());

            assertThat(head.statusCode()).isEqualTo(200);
            return assertThatThrownBy(() -> head.body().readAllBytes()).isInstanceOf(IOException.class);
        });
    }

    /** A call while the batch has a digest that is not its own: other tests share the database. */
    private static <T> T tampered(String batch, Callable<T> call) throws Exception {
        Database.execute("update batch set digest = decode(repeat('11', 32), 'hex') where batch_id = " + batch);
        try {
            return call.call();
        } finally {
            Database.execute("update batch set digest = batch_digest(batch_id) where batch_id = " + batch);
        }
    }

    @Test
    void an_export_goes_on_where_it_broke_off() {
        scheduledInFreshBatch(3);
        var batch = released();
        var whole = export(batch, "");

        var rest = export(batch, "&from_byte=100");

        assertThat(rest).isEqualTo(whole.substring(100));
        assertThat(export(batch, "&after_number=2")).isEqualTo(whole.split("(?<=\n)")[2]);
    }

    @Test
    @DisabledOnIntegrationTest(forArtifactTypes = ArtifactType.JAR, value = "takes long, and the jar is no different")
    void clients_that_stop_reading_take_nothing_from_others_and_can_go_on() throws Exception {
        var stalled = new ArrayList<Socket>();
        try (var batch = LargeBatch.of(50, 100_000)) {
            var whole = export(batch.id(), "");
            // More than there are connections to the database.
            for (var i = 0; i < 20; i++) {
                stalled.add(RawHttp.stalled("/batch/export?batch_id=" + batch.id()));
            }

            get("/batch/sessions?batch_id=" + batch.id() + "&limit=1").then().statusCode(200);
            for (var socket : stalled) {
                var rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(rest).hasSizeGreaterThan(whole.length());
            }
        } finally {
            for (var socket : stalled) {
                socket.close();
            }
        }
    }

    @Test
    void an_export_of_a_collecting_batch_can_be_had_again() {
        scheduledInFreshBatch(2);
        await().until(() -> collecting() != null
                && get("/batch?batch_id=" + collecting()).jsonPath().getInt("session_count") == 2);
        var batch = collecting();
        var answer = get("/batch/export?batch_id=" + batch);
        schedule(clicked());
        await().until(() -> get("/batch?batch_id=" + batch).jsonPath().getInt("session_count") == 3);

        var again = export(batch, "&last_number=" + answer.header("Winnow-Last-Number"));

        assertThat(again).isEqualTo(answer.asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "user", "session", "time"})
    void each_session_is_on_one_side_of_a_split(String by) {
        var batch = twelve();
        var split = "&test_share=0.4&split_by=" + by + "&split=";

        var train = export(batch, split + "train");
        var test = export(batch, split + "test");

        var both = Stream.of(train, test).flatMap(String::lines).toList();
        assertThat(both).containsExactlyInAnyOrderElementsOf(export(batch, "").lines().toList());
    }

    @Test
    void the_sample_log_comes_out_as_the_report_counts_it() throws IOException {
        closeCollecting();
        var log = Files.readString(Chorus.LOG).replace("\"session_id\":\"", "\"session_id\":\"" + newId());
        assertThat(given().contentType("application/x-ndjson").body(log.getBytes(StandardCharsets.UTF_8))
                .post("/session/import?schedule=true")
                .asString()).contains("\"scheduled\":90");
        var batch = released();
        var chorus = Chorus.read();

        var yields = get("/batch/report?batch_id=" + batch).jsonPath();

        assertThat(yields.getInt("quality.sessions")).isEqualTo(chorus.size());
        for (var format : List.of("pairs", "triplets", "lists")) {
            var rows = export(batch, "&format=" + format).lines().toList();
            // Kafka's partitions decide the order in which sessions come into the batch.
            assertThat(rows).as(format).containsExactlyInAnyOrderElementsOf(
                    chorus.export(Map.of("format", format)).text().lines().toList());
            assertThat(yields.getInt("quality.yields." + format + ".rows_out")).isEqualTo(rows.size());
        }
        for (var format : List.of("sessions", "svmlight", "lightgbm", "groups", "qrels", "topics")) {
            assertThat(yields.getLong("quality.yields." + format + ".rows_out")).as(format)
                    .isEqualTo(export(batch, "&format=" + format).lines().count());
        }
    }

    @Test
    void what_an_earlier_version_appends_without_folding_it_does_not_count() {
        scheduledInFreshBatch(1);
        var batch = released();

        assertThatThrownBy(() -> Database.execute("update batch set session_count = session_count + 1 where batch_id = "
                + batch)).hasMessageContaining("has not been folded");
    }

    @Test
    void there_is_no_export_of_a_batch_that_is_not() {
        assertThat(problem(get("/batch/export?batch_id=nope"), 404).get("detail").textValue())
                .isEqualTo("Batch with id=nope not found");
    }

    private static String export(String batch, String options) {
        return get("/batch/export?batch_id=" + batch + options).then().statusCode(200).extract().asString();
    }

    private static byte[] sha256(byte[]... parts) throws Exception {
        var sha256 = MessageDigest.getInstance("SHA-256");
        List.of(parts).forEach(sha256::update);
        return sha256.digest();
    }

    private static String decoded(String coding, byte[] bytes) throws IOException {
        var plain = new ByteArrayInputStream(bytes);
        try (var in = coding.equals("gzip") ? new GZIPInputStream(plain) : new ZstdInputStream(plain)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
