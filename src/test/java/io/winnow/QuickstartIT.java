package io.winnow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.winnow.testing.DocumentSchemas;
import io.winnow.testing.FreePorts;
import io.winnow.testing.WinnowProcess;

/** The example that newcomers begin with, against the packaged service. */
@DisabledIfSystemProperty(named = WinnowProcess.EXECUTABLE, matches = ".+", disabledReason = "the executable has no embedded servers")
class QuickstartIT {
    private static final Pattern HTTP = Pattern.compile("Listening on: \\S+:(\\d+)");
    private static final Pattern BROKER = Pattern.compile("kcat -b (\\S+)");
    /** On port 1 nobody listens. */
    private static final String NOWHERE = "http://localhost:1";
    private static final int PATIENCE_SECONDS = 180;

    @TempDir
    static Path directory;

    private static WinnowProcess winnow;
    /** Of an empty service. */
    private static Run first;

    @BeforeAll
    static void start() throws Exception {
        winnow = WinnowProcess.start(directory, FreePorts.PROPERTIES).printed("Installed features");
        first = quickstart(winnow);
    }

    @AfterAll
    static void stop() throws Exception {
        winnow.close();
    }

    @Test
    void all_of_the_real_sessions_go_the_whole_way() {
        assertThat(first.status).as(first.output).isZero();
        assertThat(first.output.lines().map(String::strip)).contains(
                "278 registered",
                "474 events accepted, 0 duplicates",
                "90 scheduled",
                "188 skipped for no_expected_events",
                "90 paged, numbers 1..90 of batch 1");
        JsonNode message = DocumentSchemas.json(first.lastLine().getBytes(UTF_8));
        assertThat(message.get("release_id").asText()).startsWith("quickstart-");
        assertThat(message.get("batch_id").asText()).isEqualTo("1");
        assertThat(message.get("session_count").asInt()).isEqualTo(90);
        assertThat(message.get("first_number").asInt()).isEqualTo(1);
        assertThat(message.get("last_number").asInt()).isEqualTo(90);
    }

    @Test
    void a_second_run_takes_nothing_twice_and_says_so() throws Exception {
        Run again = quickstart(winnow);

        assertThat(again.status).as(again.output).isZero();
        assertThat(again.output.lines().map(String::strip)).contains(
                "278 registered",
                "0 events accepted, 474 duplicates",
                "0 scheduled",
                "90 already_released",
                "188 skipped for no_expected_events");
        assertThat(again.output).doesNotContain("paged", "Released");
        assertThat(again.lastLine())
                .isEqualTo("90 sessions have not changed since they were released, in batch 1.");
    }

    @Test
    void without_a_service_one_line_says_where_it_was_looked_for_and_how_to_start_it() throws Exception {
        Run run = quickstart(NOWHERE, "127.0.0.1:1");

        assertThat(run.status).isEqualTo(1);
        assertThat(run.output.lines()).singleElement().asString()
                .contains(NOWHERE, "java -jar target/quarkus-app/quarkus-run.jar");
    }

    private static Run quickstart(WinnowProcess winnow) throws Exception {
        return quickstart("http://localhost:" + printed(HTTP, winnow), printed(BROKER, winnow));
    }

    private static Run quickstart(String url, String broker) throws Exception {
        Path output = Files.createTempFile(directory, "quickstart-", ".txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "examples/quickstart.sh", url)
                .redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(QUARKUS|KAFKA|WINNOW)_.*"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", broker);
        Process script = builder.start();
        try {
            assertThat(script.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(Files.readString(output)).isTrue();
        } finally {
            script.destroy();
        }
        return new Run(script.exitValue(), Files.readString(output));
    }

    private static String printed(Pattern pattern, WinnowProcess winnow) {
        Matcher found = pattern.matcher(winnow.output());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private record Run(int status, String output) {

        String lastLine() {
            return output.lines().reduce("", (before, line) -> line);
        }
    }
}
