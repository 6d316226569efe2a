package io.winnow.console.client;

import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.winnow.console.CommandLineRun;
import io.winnow.testing.Servers;

/** The commands about batches: against the service where it has the calls, else against answers as it will give them. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class BatchCommandsTest {

    @Test
    void a_log_becomes_a_file_for_a_trainer(@TempDir Path folder) throws IOException {
        closeCollecting();
        // A time of its own, by which the criterion finds these and no others.
        var time = ThreadLocalRandom.current().nextInt(1_000_000_000);
        var log = folder.resolve("log.ndjson");
        Files.writeString(log, line("q 1", time) + "{}\n" + line("q 2", time));
        var file = folder.resolve("pairs.jsonl");

        var imported = run("import", log.toString());
        var again = run("import", log.toString());
        var scheduled = run("schedule", "--from", Integer.toString(time), "--to", Integer.toString(time + 1));
        var release = run("release", newId());
        var batch = release.text().split(" ")[1];
        var report = run("report", batch);
        var exported = run("export", "--batch", batch, "--format", "pairs", "-o", file.toString());

        assertThat(imported.status()).isEqualTo(1);
        assertThat(imported.err()).startsWith(log + ":2: session: is required");
        assertThat(imported.text()).isEqualTo("lines 3, accepted 2, repeated 0, rejected 1\n");
        assertThat(again.text()).isEqualTo("lines 3, accepted 0, repeated 2, rejected 1\n");
        assertThat(scheduled.text()).startsWith("matched 2, scheduled 2");
        assertThat(report.text()).as(report.err()).contains("batch id", batch);
        assertThat(exported.status()).as(exported.err()).isZero();
        assertThat(Files.readAllLines(file)).containsExactlyInAnyOrder("{\"anchor\":\"q 1\",\"positive\":\"o1\"}",
                "{\"anchor\":\"q 2\",\"positive\":\"o1\"}");
    }

    private static String line(String query, int time) {
        return """
                {"session":{"session_id":"%s","search_query":"%s","search_results":[{"object_id":"o1"}],"created_at":%d},\
                "events":[{"event_id":"e1","object_id":"o1"}]}
                """.formatted(newId(), query, time);
    }

    @Test
    void a_batch_is_released_once_however_often_one_asks() {
        scheduledInFreshBatch(2);
        var id = newId();

        var dry = run("release", id, "--dry-run");
        var small = run("release", id, "--min-sessions", "3");
        var first = run("release", id, "--note", "a\nnote");
        var again = run("release", id);

        assertThat(dry.text()).contains("would be released as " + id + ": 2 sessions");
        assertThat(small.status()).isEqualTo(1);
        assertThat(small.err()).containsOnlyOnce("\n").contains("3");
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.text()).contains("is released as " + id + ": 2 sessions, 0 left out").isEqualTo(again.text());
        assertThat(run("batches", "--limit", "1").text()).contains(id, "a note", "T").hasLineCount(2);
    }

    @Test
    void nothing_to_release_is_status_1() {
        closeCollecting();

        var run = run("release", newId());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("There is no collecting batch\n");
    }

    @Test
    void a_release_that_is_not_complete_in_time_is_asked_for_again() throws IOException {
        try (var stage = new Stage().problem(503, "not yet")
                .lines("{\"release_id\":\"r\",\"batch_id\":\"1\",\"session_count\":2,\"left_out\":0,\"digest\":\"d\"}")) {
            var run = CommandLineRun.of("release", "r", "--url", stage.url(), "--patience", "9s");

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(stage.bodies()).hasSize(2).containsOnly("{\"release_id\":\"r\"}");
        }
    }

    @Test
    void all_batches_are_as_many_as_there_are_and_json_is_one_a_line() {
        for (var i = 0; i < 2; i++) {
            scheduledInFreshBatch(1);
        }
        closeCollecting();

        var all = releases("--all", "--status", "released");

        assertThat(all).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
        assertThat(releases("--limit", "2")).isEqualTo(all.subList(0, 2));
    }

    /** The ids of releases that are listed: the rest of a line can change between two calls, as when it is announced. */
    private static List<String> releases(String... options) {
        var words = Stream.concat(Stream.of("batches", "--json"), Stream.of(options)).toArray(String[]::new);
        return run(words).text().lines().map(Json::read)
                .peek(batch -> assertThat(batch.path("status").asText()).isEqualTo("released"))
                .map(batch -> batch.path("release_id").asText()).toList();
    }

    @Test
    void a_report_is_an_outline_with_a_bar_for_each_of_a_list_of_numbers() throws IOException {
        try (var stage = new Stage().lines("{\"batch_id\":\"17\",\"sessions\":{\"total\":90,\"irrelevant\":null},"
                + "\"clicks_by_rank\":[40,20,0],\"share\":0.123456,\"types\":[\"click\",{\"purchase\":2}]}")) {
            var run = CommandLineRun.at(stage.url(), "report", "17");

            assertThat(run.text()).isEqualTo("""
                    batch id  17
                    sessions
                      total       90
                      irrelevant  -
                    clicks by rank
                        1  40  %s
                        2  20  %s
                        3   0
                    share     0.1235
                    types
                      - click
                      -
                        purchase  2
                    """.formatted("#".repeat(40), "#".repeat(20)));
        }
    }

    @Test
    void a_report_is_saved_as_a_page(@TempDir Path folder) throws IOException {
        try (var stage = new Stage().lines("<html/>")) {
            var run = CommandLineRun.at(stage.url(), "report", "17", "--html", folder.resolve("r.html").toString());

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(Files.readString(folder.resolve("r.html"))).isEqualTo("<html/>\n");
        }
    }

    @Test
    void wrong_usage_is_one_line_and_status_2() {
        for (var words : new String[][]{{"release"}, {"export"}, {"batches", "--all", "--limit", "3"},
                {"batches", "--patience", "long"}, {"batches", "--url", "nowhere"}, {"nonsense"},
                {"export", "--batch", "1", "--with-parts"}}) {
            var run = CommandLineRun.of(words);

            assertThat(run.status()).as(String.join(" ", words)).isEqualTo(2);
            assertThat(run.err()).containsOnlyOnce("\n");
        }
    }

    @Test
    void the_help_lists_the_commands_by_what_they_are_for() {
        var help = CommandLineRun.of("--help").text();

        assertThat(help).containsSubsequence("--url", "import", "schedule", "batches", "release", "report", "export",
                "Kafka", "listen", "dead-letters");
    }

    private static CommandLineRun run(String... words) {
        return CommandLineRun.at("http://localhost:" + RestAssured.port, words);
    }
}
