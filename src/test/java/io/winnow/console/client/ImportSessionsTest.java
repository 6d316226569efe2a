package io.winnow.console.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.winnow.console.CommandLineRun;

/** The client's part of an import, against answers as the service gives them. */
class ImportSessionsTest {
    private static final String ALL_WELL = "{\"lines\":2,\"accepted\":2,\"repeated\":0,\"rejected\":0}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"log.ndjson", "log.ndjson.gz", "log.ndjson.zst"})
    void a_file_is_sent_whole_however_it_is_compressed(String name) throws IOException {
        var file = file(name, "{\"a\":1}\n{\"b\":2}");
        try (var stage = new Stage().lines(ALL_WELL)) {
            var run = CommandLineRun.at(stage.url(), "import", "--schedule", file);

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(stage.calls()).containsExactly("/session/import?schedule=true");
            assertThat(stage.bodies()).containsExactly("{\"a\":1}\n{\"b\":2}");
            assertThat(run.text()).isEqualTo("lines 2, accepted 2, repeated 0, rejected 0\n");
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void what_is_longer_than_a_piece_is_sent_in_pieces_of_whole_lines_and_counted_together() throws IOException {
        var line = "x".repeat(Pieces.MOST_BYTES / 2 - 1);
        var file = file("log", (line + "\n").repeat(5));
        try (var stage = new Stage().lines(ALL_WELL).lines(ALL_WELL)
                .lines("{\"line\":1,\"errors\":[{\"field\":\"line\",\"message\":\"is not valid JSON\"}]}",
                        "{\"lines\":1,\"accepted\":0,\"repeated\":0,\"rejected\":1}")) {
            var run = CommandLineRun.at(stage.url(), "import", file);

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).isEqualTo(file + ":5: line: is not valid JSON\n");
            assertThat(run.text()).isEqualTo("lines 5, accepted 4, repeated 0, rejected 1\n");
            assertThat(String.join("", stage.bodies())).isEqualTo((line + "\n").repeat(5));
            assertThat(stage.bodies()).hasSize(3).allSatisfy(body -> assertThat(body).endsWith("\n"));
        }
    }

    @Test
    void a_piece_that_broke_off_is_sent_again_and_its_rejected_lines_are_told_once() throws IOException {
        var rejected = "{\"line\":1,\"errors\":[{\"field\":\"session\",\"message\":\"is required\"}]}";
        var file = file("log", "{}\n{}\n");
        try (var stage = new Stage().problem(503, "away").cutOff(rejected)
                .lines(rejected, "{\"error\":{\"status\":503,\"detail\":\"away\"},\"last_line\":1}")
                .lines(rejected, "{\"lines\":2,\"accepted\":1,\"repeated\":0,\"rejected\":1}")) {
            var run = CommandLineRun.of("import", file, "--url", stage.url(), "--patience", "9s");

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).containsOnlyOnce(file + ":1: session: is required\n").contains("trying again for 9s");
            assertThat(run.text()).isEqualTo("lines 2, accepted 1, repeated 0, rejected 1\n");
            assertThat(stage.bodies()).hasSize(4).containsOnly("{}\n{}\n");
        }
    }

    @Test
    void a_service_that_breaks_off_is_status_3() throws IOException {
        var file = file("log", "{}\n");
        try (var stage = new Stage().cutOff()) {
            assertThat(CommandLineRun.at(stage.url(), "import", file).status()).isEqualTo(3);
        }
        assertThat(CommandLineRun.at("http://localhost:1", "import", file).status()).isEqualTo(3);
    }

    @Test
    void a_file_that_is_not_there_is_status_2_before_anything_is_sent() throws IOException {
        try (var stage = new Stage().lines(ALL_WELL)) {
            var run = CommandLineRun.at(stage.url(), "import", file("log", "{}\n"), "nowhere");

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("nowhere").containsOnlyOnce("\n");
            assertThat(stage.calls()).isEmpty();
        }
    }

    @Test
    void a_compressed_file_that_was_cut_off_is_status_1() throws IOException {
        var file = Path.of(file("log.gz", "{}\n".repeat(1000)));
        var bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        try (var stage = new Stage().lines(ALL_WELL)) {
            var run = CommandLineRun.at(stage.url(), "import", file.toString());

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains("log.gz: ").containsOnlyOnce("\n");
        }
    }

    @Test
    void lines_longer_than_a_piece_stay_whole_and_nothing_is_lost_around_them() throws IOException {
        var text = "a\n" + "x".repeat(3 * Pieces.MOST_BYTES) + "\n\nb\n" + "y".repeat(Pieces.MOST_BYTES) + "\nlast";
        var sent = new StringBuilder();

        var pieces = new Pieces(new ByteArrayInputStream(text.getBytes(UTF_8)));
        var lines = 0L;
        for (var piece = pieces.next(); piece.lines() > 0; piece = pieces.next()) {
            assertThat(piece.before()).isEqualTo(lines);
            lines += piece.lines();
            sent.append(new String(piece.bytes(), UTF_8));
        }

        assertThat(sent.toString()).isEqualTo(text);
        assertThat(lines).isEqualTo(6);
        assertThat(new Pieces(InputStream.nullInputStream()).next().lines()).isZero();
    }

    private String file(String name, String text) throws IOException {
        var file = folder.resolve(name);
        try (var out = FileCoding.of(file).encoded(Files.newOutputStream(file))) {
            out.write(text.getBytes(UTF_8));
        }
        return file.toString();
    }
}
