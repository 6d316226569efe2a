package io.winnow.console.client;

import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.winnow.console.CommandLineRun;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ExportBatchTest {
    private static String batch;

    @TempDir
    Path folder;

    @BeforeEach
    void aBatch() {
        if (batch == null) {
            scheduledInFreshBatch(15);
            batch = released();
        }
    }

    @Test
    void a_batch_becomes_a_file_with_its_manifest() throws IOException {
        var file = folder.resolve("sessions.ndjson");

        var run = export(file);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(file).hasBinaryContent(asServed("sessions"));
        assertThat(Json.read(Files.readString(folder.resolve("sessions.ndjson.manifest.json"))))
                .isEqualTo(Json.read(get("/batch/export/manifest?batch_id=" + batch).asString()));
        assertThat(folder.toFile().list()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {".gz", ".zst"})
    void a_file_is_compressed_as_its_name_says(String suffix) throws IOException {
        var file = folder.resolve("pairs.jsonl" + suffix);

        var run = export(file, "--format", "pairs");

        assertThat(run.status()).as(run.err()).isZero();
        try (var in = FileCoding.of(file).decoded(Files.newInputStream(file))) {
            assertThat(in.readAllBytes()).isEqualTo(asServed("pairs"));
        }
        assertThat(folder.toFile().list()).hasSize(2);
    }

    @Test
    void an_export_whose_connection_breaks_goes_on_where_it_was() throws IOException {
        var file = folder.resolve("sessions.ndjson");
        var part = folder.resolve("sessions.ndjson.part");

        try (var network = network().cutting(6000, () -> size(part) > 0)) {
            var run = export(network.url(), file, "--patience", "20s");

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(file).hasBinaryContent(asServed("sessions"));
            assertThat(network.requests())
                    .anySatisfy(line -> assertThat(line).contains("last_number=15").containsPattern("from_byte=[1-9]"));
        }
    }

    @Test
    void a_later_call_goes_on_where_one_broke_off() throws IOException {
        var file = folder.resolve("sessions.ndjson");
        var part = folder.resolve("sessions.ndjson.part");
        try (var network = network().cutting(6000, () -> size(part) > 0)) {
            assertThat(export(network.url(), file, "--patience", "0s").status()).isEqualTo(3);
        }
        assertThat(file).doesNotExist();

        var run = export(file);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("going on behind");
        assertThat(file).hasBinaryContent(asServed("sessions"));
    }

    @Test
    void a_part_of_another_export_is_left_alone_unless_it_may_go() throws IOException {
        var file = folder.resolve("file");
        var part = folder.resolve("file.part");
        try (var network = network().cutting(6000, () -> size(part) > 0)) {
            export(network.url(), file, "--patience", "0s");
        }

        var refused = export(file, "--format", "pairs");
        var left = size(part);
        var anew = export(file, "--format", "pairs", "--restart");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("--restart").containsOnlyOnce("\n");
        assertThat(left).isPositive();
        assertThat(anew.status()).as(anew.err()).isZero();
        assertThat(file).hasBinaryContent(asServed("pairs"));
    }

    @Test
    void a_byte_that_changed_on_the_way_is_found() throws IOException {
        try (var network = network().changing('q', 'k')) {
            var run = export(network.url(), folder.resolve("file"));

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains("sha256 is ", "digest is ").doesNotContain("bytes is");
            assertThat(folder.resolve("file")).doesNotExist();
            assertThat(folder.resolve("file.part")).exists();
        }
    }

    @Test
    void standard_output_gets_nothing_but_the_bytes() throws IOException {
        var run = CommandLineRun.at(url(), "export", "--batch", batch, "--format", "triplets", "-o", "-");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(asServed("triplets"));
        assertThat(run.err()).isEmpty();
    }

    @Test
    void the_file_beside_the_rows_comes_along_where_it_is_looked_for() throws IOException {
        var file = folder.resolve("train.tsv");

        var run = export(file, "--format", "lightgbm", "--with-parts");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(file).hasBinaryContent(asServed("lightgbm"));
        assertThat(folder.resolve("train.tsv.query")).hasBinaryContent(asServed("groups"));
    }

    @Test
    void progress_is_drawn_on_one_line_where_it_is_wanted() throws IOException {
        var run = export(folder.resolve("file"), "--progress", "always");

        assertThat(run.err()).contains("\r", "%", "B/s");
    }

    @Test
    void what_the_service_refuses_is_one_line_and_status_1() {
        for (var wrong : List.of(List.of("--batch", "nope"), List.of("--batch", batch, "--format", "csv"))) {
            var words = new ArrayList<>(List.of("export", "-o", folder.resolve("file").toString()));
            words.addAll(wrong);
            var run = CommandLineRun.at(url(), words.toArray(String[]::new));

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).containsOnlyOnce("\n").contains(wrong.get(wrong.size() - 1).equals("csv")
                    ? "format"
                    : "Batch with id=nope not found");
            assertThat(folder).isEmptyDirectory();
        }
    }

    private CommandLineRun export(Path file, String... options) {
        return export(url(), file, options);
    }

    private CommandLineRun export(String url, Path file, String... options) {
        var words = new ArrayList<>(List.of("export", "--batch", batch, "-o", file.toString(), "--url", url));
        words.addAll(List.of(options));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private static Meddler network() throws IOException {
        return new Meddler(RestAssured.port);
    }

    private static String url() {
        return "http://localhost:" + RestAssured.port;
    }

    private static byte[] asServed(String format) {
        return get("/batch/export?batch_id=" + batch + "&format=" + format).asByteArray();
    }

    private static long size(Path file) {
        return file.toFile().length();
    }
}
