package io.winnow;

import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.github.luben.zstd.ZstdInputStream;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.RestAssured;
import io.winnow.testing.Servers;
import io.winnow.testing.WinnowProcess;

/**
 * The main job once more, against what is packaged, the jar or the executable; and commands as processes, those whose options
 * and libraries a native build could have missed.
 */
@QuarkusIntegrationTest
class MainJobIT extends MainJobTest {
    @TempDir
    Path directory;

    @Test
    void a_release_is_heard_reported_and_exported() throws Exception {
        closeCollecting();
        schedule(clicked());
        var batch = released();

        assertThat(run("listen", "--from-beginning", "--batch", batch, "--max", "1"))
                .contains("\"batch_id\":\"" + batch + "\"");

        run("report", batch, "--html", "report.html");
        assertThat(directory.resolve("report.html")).content().contains("Batch " + batch);

        run("export", "--batch", batch, "--output", "sessions.jsonl.zst");
        try (var file = new ZstdInputStream(Files.newInputStream(directory.resolve("sessions.jsonl.zst")))) {
            assertThat(file.readAllBytes()).isEqualTo(get("/batch/export?batch_id=" + batch).asByteArray());
        }
    }

    /** The service's address and the broker's are told as they are to any client. */
    private String run(String... command) throws Exception {
        var environment = new HashMap<>(Map.of("WINNOW_URL", "http://localhost:" + RestAssured.port));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", Servers.bootstrapServers());
        var ran = WinnowProcess.run(directory, environment, command);
        assertThat(ran.status()).as(ran.output()).isZero();
        return ran.output();
    }
}
